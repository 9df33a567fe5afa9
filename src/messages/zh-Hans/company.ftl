# 登录、个人页面、公司、用户与角色、搜索、通知、审计。

## 登录
sign-in = 登录
sign-in-title = 登录
sign-in-demo = 这是演示环境。请以下列任一人员登录，每个人各有自己的角色。
sign-in-wrong = 电子邮件与密码不匹配。请检查后重试，或请管理员提供重置链接。
sign-in-code-title = 第二步验证
sign-in-code-text = 您的账号受第二因素保护。
sign-in-code-hint = 身份验证器当前显示的六位数字，或您的一个恢复码。
sign-in-code-wrong = 此验证码当前无效。请等待应用的下一个验证码，或使用未用过的恢复码。
sign-in-as-another = 以其他身份登录

## 首页
home-no-role = 尚无角色
home-no-role-text = 您的账号没有任何角色，因此没有可打开的页面。请管理员为您分配角色。
