// What tells the feedback that this page gives.

/** With these their ids begin. */
export const OWN = 'page-'
