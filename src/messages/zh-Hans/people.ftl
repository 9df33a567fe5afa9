# 员工。
search-employees = 员工
list-employees = 员工
list-employees-hint = 姓名或编号
list-employees-empty = 公司的人员，以及他们的上级和登录用户。
new-employees = 新建员工
open-employee = 打开员工
employee-reports = 直接下属
employee-own-manager = 请选择不向该员工汇报的人。
employee-user-taken = { $name } 已用该用户登录。请另选一个。
employee-user-hint = 此人登录时所用的用户。
