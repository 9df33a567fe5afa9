# Words that several departments use: columns, fields, actions, states, views. A key stands only once over all files.

## Columns
column-email = E-mail
column-role = Role

## Fields
field-code-or-recovery = Code
field-email = E-mail
field-password = Password
