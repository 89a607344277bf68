import type { Entry } from '../../format/message-of';

/** Who set a deadline: `setBy`. `meaning` is Markdown for the docs; `message` is what the status says. */
export const deadlineSources = {
  spec: { meaning: '`deadlineSeconds` after the start of the drain.', message: 'as configured' },
  'global-timeout': {
    meaning:
      'A minute before the global timeout of a hook: 48 hours or 100 times its `HeartbeatTimeout`, counted from when SNS took the message.',
    message: "the hook's global timeout",
  },
  notice: { meaning: 'A notice asked for it.', message: 'as requested' },
  ec2: {
    meaning:
      'EC2 reclaims the instance then. It moves where AWS moves a scheduled change, and there is none where that is off or could have begun before it was observed.',
    message: 'as EC2 announced',
  },
  extension: {
    meaning: 'An operator extended the deadline. This replaces `deadlineSeconds`.',
    message: 'extended by an operator',
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type DeadlineSource = keyof typeof deadlineSources;
