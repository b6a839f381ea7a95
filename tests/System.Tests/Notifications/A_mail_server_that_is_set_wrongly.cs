using MentorshipFlow.System.Tests.Ops;

namespace MentorshipFlow.System.Tests.Notifications;

/// <summary>A wrong setting ends the start with its name; a password never crosses a network in clear text.</summary>
public sealed class A_mail_server_that_is_set_wrongly
{
    [Theory]
    [InlineData("Sender", "mentoring", "Smtp__Sender"), InlineData("Port", "0", "Smtp__Port"), InlineData("User", "mentoring", "password"),
        InlineData("Certificate", "/dev/null", "Smtp__Certificate")]
    public async Task Ends_the_start(string setting, string value, string named)
    {
        await using var mail = new MailServer();
        await using var site = await Site.MakeAsync();
        var environment = mail.Environment;
        environment[$"MentorshipFlow__Smtp__{setting}"] = value;
        var ended = await RunningProgram.RunAsync(site, ["serve", "--data", site.Data, "--safe", site.Safe, "--port", "0", "--no-sample"],
            environment);
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("smtp-invalid: ", ended.Errors, StringComparison.Ordinal);
        Assert.Contains(named, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_password_from_the_safe_and_sends_none_in_clear_text()
    {
        await using var mail = new MailServer();
        await using var site = await Site.MakeAsync();
        Directory.CreateDirectory(site.Safe);
        await File.WriteAllTextAsync(Path.Combine(site.Safe, "smtp.password"), "секрет\n", TestContext.Current.CancellationToken);
        var environment = mail.Environment;
        environment["MentorshipFlow__Smtp__User"] = "mentoring";
        environment["MentorshipFlow__Smtp__Host"] = "smtp.school.example";
        var ended = await RunningProgram.RunAsync(site, ["serve", "--data", site.Data, "--safe", site.Safe, "--port", "0", "--no-sample"],
            environment);
        Assert.Contains("a password needs", ended.Errors, StringComparison.Ordinal);
    }
}
