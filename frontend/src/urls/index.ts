// Reads and writes every address; what each page's holds is declared in a module of its own.
export * from './measures'
export * from './params'
export * from './period'
export * from './ranges'
export * from './search'
