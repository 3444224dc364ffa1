// A form in a dialog, which is left without sending it by its own button, too.
import { useRefreshingChange } from '../../api/changes'
import type { TypedDocumentString } from '../../generated/graphql'
import { Dialog, type DialogProps } from './Dialog'
import { Field } from './Field'
import { Form, type FormProps, textIn } from './Form'

interface FormDialogProps extends Omit<DialogProps, 'children'>, Omit<FormProps, 'onCancel'> {}

/** A click beside it does not close it: what is typed would be lost. */
export function FormDialog(props: FormDialogProps) {
  const { onClose, title, about, wide, stays = true, ...form } = props
  return (
    <Dialog onClose={onClose} title={title} about={about} wide={wide} stays={stays}>
      <Form onCancel={onClose} {...form} />
    </Dialog>
  )
}

interface ConfirmDialogProps<T, V> extends Omit<FormDialogProps, 'onSubmit'> {
  document: TypedDocumentString<T, V>
  variables: V
}

/** Asks once more before something is gone for good. */
export function ConfirmDialog<T, V>({ document, variables, ...asks }: ConfirmDialogProps<T, V>) {
  const { change, ...state } = useRefreshingChange(document, asks.onClose)
  return (
    <FormDialog {...asks} {...state} stays={false} isDanger onSubmit={() => change(variables)} />
  )
}

/** Asks for a name, of whatever has one. */
export function NameField({ name, placeholder }: { name?: string; placeholder?: string }) {
  return (
    <Field
      label="Name"
      name="name"
      defaultValue={name}
      placeholder={placeholder}
      maxLength={100}
      required
    />
  )
}

interface NameDialogProps extends Omit<FormDialogProps, 'onSubmit' | 'children'> {
  name?: string
  onSubmit: (name: string) => void
}

export function NameDialog({ name, onSubmit, ...dialog }: NameDialogProps) {
  return (
    <FormDialog {...dialog} onSubmit={(form) => onSubmit(textIn(form, 'name'))}>
      <NameField name={name} />
    </FormDialog>
  )
}
