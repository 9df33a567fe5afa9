# 多个部门共用的词：列、字段、操作、状态、视图。每个键在所有文件中只出现一次。

## 列
column-email = 电子邮件
column-role = 角色

## 字段
field-code-or-recovery = 验证码
field-email = 电子邮件
field-password = 密码
