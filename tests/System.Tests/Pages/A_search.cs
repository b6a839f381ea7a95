using System.Net;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>One field in the head of every page finds what the school has, and nothing of another school.</summary>
public sealed class A_search(Installation installation)
{
    [Fact]
    public async Task Finds_programmes_documents_entries_and_people_of_the_school_alone()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme("Мост через реку");
        var document = await school.Document(programme, "introduction-order");
        var pupil = Deciding.Done(await school.Post("/api/people",
            """{"fullName":"Участник Поисковый","kinds":["learner"],"birthDate":"2009-03-15"}""")).Json["person"]!.GetValue<Guid>();
        var position = (long)(await school.Get($"/api/programmes/{programme}/history?limit=1")).Json["items"]![0]!["position"]!;
        using var vera = await Visitor.Of(installation, school.VeraKey);
        using var stranger = await Visitor.Of(installation, (await School.Open(installation)).VeraKey);

        foreach (var (words, address) in new[]
        {
            ("мост через", $"/programmes/{programme}"), ("приказ", $"/programmes/{programme}/documents/{document}"),
            ("приказ № 1", $"/programmes/{programme}/documents/{document}"),
            ("№ 1", $"/programmes/{programme}/documents/{document}"), ($"№ {position}", $"/entries/{position}"),
            ($"{pupil:N}"[^4..].ToUpperInvariant(), $"/people/{pupil}"), ($"…{$"{pupil:N}"[^4..]}", $"/people/{pupil}"),
            ("Участник Поисковый 15.03.2009", $"/people/{pupil}"), ("Участник Поисковый 2009", $"/people/{pupil}"),
        })
        {
            var found = await vera.Open(At(words));
            Assert.True(found.Status == HttpStatusCode.OK && found.Links.Contains(address), $"{words}: {found.Read}");
            Assert.DoesNotContain(address, (await stranger.Open(At(words))).Links);
        }

        await vera.FollowAll(await vera.Open(At("приказ")));
    }

    [Fact]
    public async Task Finds_an_order_whose_title_does_not_say_that_it_is_one()
    {
        var school = await installation.Sample;
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var found = await vera.Open(At("приказ 221"));
        Assert.Contains("№ 221", found.Read.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains(found.Links, l => l.Contains("/documents/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_what_can_be_found_before_anything_is_and_when_nothing_is()
    {
        var school = await School.Open(installation);
        using var vera = await Visitor.Of(installation, school.VeraKey);

        var empty = await vera.Open("/search");
        Assert.Contains("часть названия программы", empty.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("Не нашлось", empty.Read, StringComparison.Ordinal);
        Assert.Contains("Не нашлось", (await vera.Open(At("ничего такого"))).Read, StringComparison.Ordinal);
        Assert.Contains("часть названия программы", (await vera.Open("/search?q=++")).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_in_the_head_for_those_who_read_the_school_and_names_are_for_those_who_work_with_them()
    {
        var school = await School.Open(installation);
        var pupil = Deciding.Done(await school.Post("/api/people",
            """{"fullName":"Участник Поисковый","kinds":["learner"],"birthDate":"2009-03-15"}""")).Json["person"]!.GetValue<Guid>();
        foreach (var key in new[] { school.VeraKey, school.GraceKey })
        {
            using var visitor = await Visitor.Of(installation, key);
            Assert.Contains("/search", (await visitor.Open("/programmes")).Actions);
            var found = await visitor.Open(At("Участник Поисковый 15.03.2009"));
            Assert.Contains("Имена на этой странице", found.Read, StringComparison.Ordinal);
        }

        using var auditor = await Visitor.Of(installation, await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}"""));
        Assert.Contains("/search", (await auditor.Open("/programmes")).Actions);
        Assert.DoesNotContain($"/people/{pupil}", (await auditor.Open(At("Участник Поисковый 15.03.2009"))).Links);
        var coded = await auditor.Open(At($"{pupil:N}"[^4..]));
        Assert.Contains($"/people/{pupil}", coded.Links);
        Assert.DoesNotContain("Участник", coded.Read, StringComparison.Ordinal);
        using var @operator = await Visitor.Of(installation, installation.Operator);
        Assert.DoesNotContain("/search", (await @operator.Open("/installation")).Actions);
        Assert.Equal(HttpStatusCode.Forbidden, (await @operator.Open("/search")).Status);
    }

    [Fact]
    public async Task Finds_a_certificate_by_its_number()
    {
        var school = await installation.Sample;
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var programmes = (await school.Get("/api/programmes?limit=200")).Json["items"]!.AsArray().Select(p => (string)p!["id"]!);
        foreach (var programme in programmes)
        {
            foreach (var certificate in (await school.Get($"/api/programmes/{programme}/certificates")).Json["items"]!.AsArray())
            {
                var found = await vera.Open(At((string)certificate!["issued"]!["number"]!));
                Assert.Contains($"/programmes/{programme}/certificates/{certificate["issued"]!["id"]}", found.Links);
                return;
            }
        }

        Assert.Fail("The sample has no certificate.");
    }

    private static string At(string words) => $"/search?q={Uri.EscapeDataString(words)}";
}
