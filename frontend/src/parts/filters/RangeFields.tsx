// The fields of a range, and what somebody typed into them.
import { readRange, writeRange } from '../../urls'
import { Field } from '../controls/Field'

interface RangeFieldsProps {
  name: string
  label: string
  value?: string
}

export function RangeFields({ name, label, value }: RangeFieldsProps) {
  const bounds = readRange(value)
  return (
    <fieldset>
      <legend>{label}</legend>
      <div className="pair">
        <Field
          label="At least"
          name={`${name}-min`}
          inputMode="decimal"
          defaultValue={bounds?.min}
        />
        <Field
          label="At most"
          name={`${name}-max`}
          inputMode="decimal"
          defaultValue={bounds?.max}
        />
      </div>
    </fieldset>
  )
}

/** The range that was typed, smaller bound first; undefined where nothing readable was typed. */
export function rangeIn(form: FormData, name: string): string | undefined {
  const [min, max] = ['min', 'max'].map((end) =>
    String(form.get(`${name}-${end}`) ?? '').replace(/[\s_,]/g, ''),
  )
  const swapped = min && max && Number(min) > Number(max)
  const text = writeRange(swapped ? { min: max, max: min } : { min, max })
  return readRange(text) && text
}
