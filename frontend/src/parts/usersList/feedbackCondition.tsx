// Users by their feedback of one name: how much, its share of yes or mean, a value, a comment.
import { useState } from 'react'
import type { ProjectQuery, UserFilter } from '../../generated/graphql'
import type { UserListSearch } from '../../urls/users'
import { Field } from '../controls/Field'
import { Select } from '../controls/Select'
import { countRange, numberRange, percentRange, percentWords, rangeWords } from '../filters/bounds'
import type { Condition, FieldsProps } from '../filters/condition'
import { optionsOf } from '../filters/kinds'
import { RangeFields, rangeIn } from '../filters/RangeFields'

export type FeedbackChoices = Pick<ProjectQuery['project'], 'feedbackKinds'>

const CLEARED = {
  feedback: undefined,
  feedbackCount: undefined,
  feedbackAverage: undefined,
  feedbackShare: undefined,
  feedbackAnswer: undefined,
  feedbackValue: undefined,
  feedbackCategory: undefined,
  feedbackComment: undefined,
} satisfies UserListSearch

export const FEEDBACK_CONDITION: Condition<UserListSearch, UserFilter, FeedbackChoices> = {
  id: 'feedback',
  name: 'Feedback',
  words: feedbackWords,
  filter: feedbackFilter,
  cleared: CLEARED,
  control: { kind: 'form', Fields: FeedbackFields, read: readFeedback },
}

const YES_NO = { yes: 'Yes', no: 'No' }
const COMMENTS = { yes: 'with a comment', no: 'without a comment' }

function feedbackWords(search: UserListSearch): string | null {
  const { feedback, feedbackComment } = search
  const words = [
    ...(feedback === undefined ? [] : valueWords(search)),
    named('count', rangeWords(search.feedbackCount)),
    named('yes', percentWords(search.feedbackShare)),
    named('mean', rangeWords(search.feedbackAverage)),
    feedbackComment && COMMENTS[feedbackComment],
  ].filter((word) => word)
  if (feedback === undefined && words.length === 0) return null
  const of = feedback ?? (feedbackComment ? undefined : 'ratings')
  return [of, words.join(', ')].filter((part) => part).join(': ')
}

/** A value means something under one name alone. */
function valueWords({ feedbackAnswer, feedbackCategory, feedbackValue }: UserListSearch) {
  return [
    feedbackAnswer && YES_NO[feedbackAnswer],
    feedbackCategory,
    named('value', rangeWords(feedbackValue)),
  ]
}

function named(name: string, words: string | null): string | undefined {
  return words === null ? undefined : `${name} ${words}`
}

function feedbackFilter(search: UserListSearch): UserFilter {
  const { feedback: name, feedbackAnswer, feedbackCategory, feedbackComment } = search
  const average = percentRange(search.feedbackShare) ?? numberRange(search.feedbackAverage)
  const pieces = {
    hasComment: feedbackComment && feedbackComment === 'yes',
    ...(name !== undefined && {
      value: feedbackAnswer ? yesOrNo(feedbackAnswer) : numberRange(search.feedbackValue),
      categories: feedbackCategory === undefined ? undefined : [feedbackCategory],
    }),
  }
  const isAsked = Object.values(pieces).some((value) => value !== undefined)
  // A name alone means: has any feedback of it.
  const count =
    countRange(search.feedbackCount) ?? (name && !average && !isAsked ? { min: 1 } : undefined)
  const isSaid = count !== undefined || average !== undefined || isAsked
  const all = { name, count, average: isAsked && !name ? undefined : average }
  return { feedback: isSaid ? { ...all, ...(isAsked && pieces) } : undefined }
}

function yesOrNo(answer: 'yes' | 'no') {
  const value = answer === 'yes' ? 1 : 0
  return { min: value, max: value }
}

const COMMENT_OPTIONS = [
  { value: '', name: 'With a comment or not' },
  { value: 'yes', name: 'With a comment' },
  { value: 'no', name: 'Without a comment' },
]
const ANSWER_OPTIONS = [
  { value: '', name: 'Yes or no' },
  { value: 'yes', name: 'Yes' },
  { value: 'no', name: 'No' },
]

function FeedbackFields({ search, choices }: FieldsProps<UserListSearch, FeedbackChoices>) {
  const [name, setName] = useState(search.feedback ?? '')
  const kind = choices.feedbackKinds.find((one) => one.name === name)
  const names = [...new Set(choices.feedbackKinds.map((one) => one.name))]
  return (
    <>
      <label>
        Name
        <Select
          name="feedback"
          value={name}
          options={optionsOf('All feedback', names, search.feedback)}
          onChange={setName}
        />
      </label>
      {kind && <ValueFields key={name} search={search} dataType={kind.dataType} />}
      <RangeFields name="count" label="Count" value={search.feedbackCount} />
      <label>
        Comment
        <Select
          name="comment"
          defaultValue={search.feedbackComment ?? ''}
          options={COMMENT_OPTIONS}
        />
      </label>
    </>
  )
}

type Kind = FeedbackChoices['feedbackKinds'][number]

interface ValueFieldsProps {
  search: UserListSearch
  dataType: Kind['dataType']
}

/** What may be said of one piece, and of all together. */
function ValueFields({ search, dataType }: ValueFieldsProps) {
  switch (dataType) {
    case 'BOOLEAN':
      return (
        <>
          <label>
            Value
            <Select
              name="answer"
              defaultValue={search.feedbackAnswer ?? ''}
              options={ANSWER_OPTIONS}
            />
          </label>
          <RangeFields name="share" label="Share of yes, in %" value={search.feedbackShare} />
        </>
      )
    case 'NUMERIC':
      return (
        <>
          <RangeFields name="value" label="Value" value={search.feedbackValue} />
          <RangeFields name="average" label="Mean" value={search.feedbackAverage} />
        </>
      )
    default:
      return <Field label="Value" name="category" defaultValue={search.feedbackCategory} />
  }
}

function readFeedback(form: FormData): UserListSearch {
  const text = (name: string) => String(form.get(name) ?? '') || undefined
  return {
    feedback: text('feedback'),
    feedbackCount: rangeIn(form, 'count'),
    feedbackAverage: rangeIn(form, 'average'),
    feedbackShare: rangeIn(form, 'share'),
    feedbackAnswer: yesNoIn(text('answer')),
    feedbackValue: rangeIn(form, 'value'),
    feedbackCategory: text('category'),
    feedbackComment: yesNoIn(text('comment')),
  }
}

function yesNoIn(text: string | undefined): 'yes' | 'no' | undefined {
  return text === 'yes' || text === 'no' ? text : undefined
}
