// Every number, cost, duration and date a person reads, in the reader's locale.
export * from './numbers'
export * from './times'
