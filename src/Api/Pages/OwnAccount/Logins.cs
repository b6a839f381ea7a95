using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Pages.OwnAccount;

/// <summary>The fault of a login or a password, in words; null if it has none.</summary>
internal static class Logins
{
    public static string? LoginFault(string login) =>
        login.Length is < 3 or > 100 || login.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? PageWords.Say("invite.login-fault")
            : null;

    public static string? PasswordFault(string password, string login) => PasswordRules.Fault(password, login) switch
    {
        "short" => PageWords.Say("password.short", PasswordRules.Least),
        "long" => PageWords.Say("password.long", PasswordRules.Most),
        "login" => PageWords.Say("password.login"),
        "common" => PageWords.Say("password.common"),
        _ => null,
    };
}
