# Employees.
search-employees = Employees
list-employees = Employees
list-employees-hint = Name or number
list-employees-empty = The people of the company, with whom they report to and as which user they sign in.
new-employees = New employee
open-employee = Open employee
employee-reports = Reports to this person
employee-own-manager = choose somebody who does not report to this employee.
employee-user-taken = { $name } already signs in as this user. Choose another one.
employee-user-hint = As whom this person signs in.
