/**
 * Keeps the AWS SDK from warning of a Node version that its later versions will not support: we say which are supported, and the SDK's
 * versions that we depend on support them. It reads this when its first client is made. For programs of ours, not for a library.
 */
export function withoutNodeVersionWarning(): void {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
}
