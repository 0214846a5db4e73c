/** Who works with a hub, from the one who stands beside the residents to the one who keeps the machine. */
export const staffRoles = ['helper', 'officer', 'supervisor', 'admin'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** What somebody may do at a hub. */
export type StaffRight = 'answer-tickets' | 'read-facts' | 'open-words' | 'manage-staff' | 'enrol-devices';

/**
 * The one table of who may do what. Whoever keeps the machine does not read what residents wrote, and whoever reads it does
 * not hand out accounts.
 */
const rights: Record<StaffRole, readonly StaffRight[]> = {
  helper: ['answer-tickets'],
  officer: ['answer-tickets', 'read-facts'],
  supervisor: ['answer-tickets', 'read-facts', 'open-words'],
  admin: ['read-facts', 'manage-staff', 'enrol-devices'],
};

export function mayDo(role: StaffRole, right: StaffRight): boolean {
  return rights[role].includes(right);
}

/** True when a scope (a unit's id; null: everywhere) takes in this unit. Nobody with a scope sees what is of no known unit. */
export function reaches(scope: string | null, unit: string | null): boolean {
  return scope === null || scope === unit;
}
