using System.Net;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>A curator and a head decide about a stage on its page, without script.</summary>
public sealed class A_stage_on_its_page(Installation installation)
{
    [Fact]
    public async Task Shows_what_holds_it_and_refuses_nothing_that_the_page_offers()
    {
        var school = await School.Open(installation);
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var drafted = await vera.Decide("/programmes/new", ("title", "Наставничество"), ("schoolYear", "2021/2022"), ("goal", "Цель"),
            ("definitionCode", "target-model"), ("definitionVersion", "1"));
        Assert.Equal(HttpStatusCode.Found, drafted.Status);
        var receipt = await vera.Open(drafted.To!);
        Assert.Contains("Квитанция", receipt.Read, StringComparison.Ordinal);
        Assert.Matches("Кто (инициатор|куратор) …[0-9A-F]{4}", receipt.Read);

        var list = await vera.Open("/programmes");
        var programme = global::System.Text.RegularExpressions.Regex.Match(list.Text, "/programmes/([0-9a-f-]{36})").Groups[1].Value;
        var stage = await vera.Open($"/programmes/{programme}/stages/1");
        Assert.Equal(HttpStatusCode.OK, stage.Status);
        Assert.Contains("держ", stage.Read, StringComparison.Ordinal);
        // A step leads back to its page, which names the entry; the same form again is the same entry.
        var work = $"/programmes/{programme}/stages/1/work";
        var begun = await vera.Send(work, stage.FieldsOf(work));
        Assert.StartsWith($"/programmes/{programme}/stages/1?recorded=", begun.To!, StringComparison.Ordinal);
        Assert.Equal(begun.To, (await vera.Send(work, stage.FieldsOf(work))).To);
    }

    [Fact]
    public async Task Is_another_school_s_and_not_there()
    {
        await installation.Sample;
        var school = await School.Open(installation);
        using var stranger = await Visitor.Of(installation, school.VeraKey);
        foreach (var page in new[] { "", "/stages/5", "/stages/5/approval", "/roadmap" })
        {
            var answer = await stranger.Open($"/programmes/{SampleIds.Programme}{page}");
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
            Assert.Contains("Здесь такого нет", answer.Read, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Is_not_approved_any_more_after_its_approval_was_revoked()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        using var grace = await Visitor.Of(installation, school.GraceKey);
        var (page, read) = ($"/programmes/{programme}/stages/1", $"/api/programmes/{programme}/stages/1");
        using var vera = await Visitor.Of(installation, school.VeraKey);
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        Deciding.Done(await school.Stage(programme, 1, "countersignature", school.GraceKey));
        Assert.Contains("Этот этап представили вы", (await vera.Open(page)).Read, StringComparison.Ordinal);
        Deciding.Done(await school.Stage(programme, 1, "approval"));
        Assert.Contains("Утверждено: ", (await grace.Open(page)).Read, StringComparison.Ordinal);
        Deciding.Done(await school.Post($"{read}/revocation", """{"reason":"Нет решения."}""", school.GraceKey,
            await school.Seen(programme)));

        var revoked = await grace.Open(page);
        Assert.Contains("Прежнее утверждение не действует", revoked.Read, StringComparison.Ordinal);
        Assert.Contains(revoked.Links, l => l == $"/programmes/{programme}/history?stage=1");
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        var again = await grace.Open(page);
        Assert.Contains("представлен повторно и ещё не утверждён", again.Read, StringComparison.Ordinal);
        Assert.All(new[] { revoked, again }, p => Assert.DoesNotContain("Утверждено: ", p.Read, StringComparison.Ordinal));
        Assert.Null((await school.Get(read)).Json["approval"]);
    }

    [Fact]
    public async Task Tells_what_changed_when_it_is_not_what_was_seen()
    {
        var school = await installation.Sample;
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var address = $"/programmes/{SampleIds.Programme}/stages/5";
        var seen = await vera.Open(address);
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        var stale = await vera.Send($"{address}/approval", ("token", seen.Hidden("token")), ("decision", Id.New().ToString("N")),
            ("seen", new string('0', 64)), ("back", address));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Contains("Не записано", stale.Read, StringComparison.Ordinal);
        Assert.NotEqual(new string('0', 64), stale.Hidden("seen"));
        // The hash is for programs.
        Assert.DoesNotContain(stale.Hidden("seen"), stale.Read, StringComparison.Ordinal);
    }
}
