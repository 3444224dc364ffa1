// A form in a dialog, which is left without sending it by its own button, too.
import { Dialog, type DialogProps } from './Dialog'
import { Form, type FormProps, textIn } from './Form'

interface FormDialogProps extends Omit<DialogProps, 'children'>, Omit<FormProps, 'onCancel'> {}

export function FormDialog({ onClose, title, about, wide, ...form }: FormDialogProps) {
  return (
    <Dialog onClose={onClose} title={title} about={about} wide={wide}>
      <Form onCancel={onClose} {...form} />
    </Dialog>
  )
}

interface NameFieldProps {
  name?: string
  placeholder?: string
}

/** Asks for a name, of whatever has one. */
export function NameField({ name, placeholder }: NameFieldProps) {
  return (
    <label>
      Name
      <input
        name="name"
        defaultValue={name}
        placeholder={placeholder}
        maxLength={100}
        autoComplete="off"
        required
      />
    </label>
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
