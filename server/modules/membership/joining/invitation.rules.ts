export const invitationStates = ["open", "expired", "revoked", "used_up"] as const;
export type InvitationState = (typeof invitationStates)[number];

/** Does an invitation still bring somebody in? What was taken back stays so, whatever else. */
export function invitationState(
  one: { revokedAt: Date | null; expiresAt: Date; most: number | null; sent: number },
  now: Date,
): InvitationState {
  if (one.revokedAt !== null) return "revoked";
  if (one.expiresAt <= now) return "expired";
  return one.most !== null && one.sent >= one.most ? "used_up" : "open";
}
