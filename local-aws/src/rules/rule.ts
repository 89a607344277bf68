/** A way in which AWS behaves, enforced here and documented there. */
export interface Rule {
  readonly name: string;
  /** What AWS does, in one sentence. */
  readonly says: string;
  /** AWS's page, "seen in the field", or "documents silent: " and what was chosen. */
  readonly source: string;
}
