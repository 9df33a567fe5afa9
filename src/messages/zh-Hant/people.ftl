# 員工。
search-employees = 員工
list-employees = 員工
list-employees-hint = 姓名或編號
list-employees-empty = 公司的人員，以及他們的主管與登入使用者。
new-employees = 新增員工
open-employee = 開啟員工
employee-reports = 直屬部屬
employee-own-manager = 請選擇不向這位員工報告的人。
employee-user-taken = { $name } 已使用這個使用者登入。請另選一個。
employee-user-hint = 此人登入時所用的使用者。
