// How the connection fares that news come by.
import { createStore } from './store'

export type Link = 'new' | 'on' | 'lost'

export const link = createStore<Link>('new')
