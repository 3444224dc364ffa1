// What the address of the setup guide holds.
import * as v from 'valibot'
import { oneOf } from './params'

export const SETUP_TABS = ['python', 'js', 'otel', 'graphql'] as const
export type SetupTab = (typeof SETUP_TABS)[number]

export const setupSearch = v.object({ with: oneOf(SETUP_TABS) })
