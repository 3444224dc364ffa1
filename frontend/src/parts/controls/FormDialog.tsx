// A form in a dialog, which is left without sending it by its own button, too.
import { Dialog, type DialogProps } from './Dialog'
import { Form, type FormProps } from './Form'

interface FormDialogProps
  extends Omit<DialogProps, 'open' | 'children'>, Omit<FormProps, 'onCancel'> {}

export function FormDialog({ onClose, title, about, wide, ...form }: FormDialogProps) {
  return (
    <Dialog open onClose={onClose} title={title} about={about} wide={wide}>
      <Form onCancel={onClose} {...form} />
    </Dialog>
  )
}

interface NameDialogProps extends Omit<FormDialogProps, 'onSubmit' | 'children'> {
  name?: string
  placeholder?: string
  onSubmit: (name: string) => void
}

/** Asks for a name, of whatever has one. */
export function NameDialog({ name, placeholder, onSubmit, ...dialog }: NameDialogProps) {
  return (
    <FormDialog {...dialog} onSubmit={(form) => onSubmit(String(form.get('name') ?? ''))}>
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
    </FormDialog>
  )
}
