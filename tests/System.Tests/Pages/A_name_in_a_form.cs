using System.Net;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>A name in a text that stays for ever is refused until the writer ticks that it is needed.</summary>
public sealed class A_name_in_a_form(Installation installation)
{
    [Fact]
    public async Task Is_recorded_only_after_a_tick()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        Deciding.Done(await school.Post("/api/people",
            """{"fullName":"Рябинова Калина","kinds":["learner"],"birthDate":"2012-05-05"}"""));
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var address = $"/programmes/{programme}/resources";
        (string, string)[] typed = [("kind", "staff"), ("source", "internal"), ("title", "Кабинет Калины Рябиновой")];

        var form = await vera.Open(address);
        Assert.DoesNotContain("confirm-names", form.Text, StringComparison.Ordinal);
        var refused = await vera.Decide(form, address, typed);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Уберите имя из текста", refused.Read, StringComparison.Ordinal);
        var tick = global::System.Text.RegularExpressions.Regex.Match(refused.Text, "name=\"confirm-names\" value=\"([^\"]+)\"");
        Assert.True(tick.Success);

        Assert.Equal(HttpStatusCode.Conflict, (await vera.Decide(refused, address, typed)).Status);
        Assert.Equal(HttpStatusCode.Found,
            (await vera.Decide(refused, address, [.. typed, ("confirm-names", tick.Groups[1].Value)])).Status);
    }
}
