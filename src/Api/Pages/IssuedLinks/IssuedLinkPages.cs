using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.History;
using MentorshipFlow.Api.Pages.Pairs;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.IssuedLinks;

/// <summary>A personal link that opens something: whose it is and until when; never what it opens with.</summary>
public sealed record PersonalLink(Guid Id, Guid Person, DateOnly ExpiresOn);

/// <summary>Personal links of a wave or a matching round that are in force, each with the way to revoke it.</summary>
internal sealed class IssuedLinkPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/programmes/{programme}/survey-waves/{wave}/issued-links", async visit =>
        {
            var head = await ProgrammeHead.Of(visit);
            var card = await visit.Read<Surveys.WaveCard>("readSurveyWave", ("programme", head.Id),
                ("wave", visit.Http.GetRouteValue("wave")));
            var links = await InForce(visit, head, "survey_link", "wave", card.Wave.Id);
            // The link of an answer that was given opens nothing any more.
            return await Show(visit, head, "survey-waves", card.Wave.Title, "revokeSurveyLink", [],
                card.Wave.ClosedOn is null ? [.. links.Where(l => card.Awaiting.Contains(l.Person))] : []);
        });

        routes.Page("/programmes/{programme}/matching-rounds/{round}/issued-links", async visit =>
        {
            var head = await ProgrammeHead.Of(visit);
            var row = (await visit.Read<Matching.MatchingRounds.Answer>("readMatchingRound", ("programme", head.Id),
                ("round", visit.Http.GetRouteValue("round")))).Round;
            var title = PageWords.Say("round.title", (await ModelWords.Of(visit, head)).Form(row.Form));
            return await Show(visit, head, "pairs", title, "revokePreferenceLink", [("round", row.Id)],
                row.ClosedOn is null && row.PreferencesClosedOn is null
                    ? await InForce(visit, head, "preference_link", "round", row.Id) : []);
        });
    }

    private static async Task<IResult> Show(Visit visit, ProgrammeHead head, string section, string title, string operation,
        (string, object?)[] values, IReadOnlyList<PersonalLink> links)
    {
        visit.Require(operation);
        return PageRoutes.Html<IssuedLinksView>(visit, ("Programme", head), ("Section", section), ("About", title), ("Links", links),
            ("Revoke", (Func<Guid, string?>)(link => head.For(visit, operation, [.. values, ("link", link)]))),
            ("Names", await visit.Names(links.Select(l => (Guid?)l.Person))));
    }

    // No operation lists links: what was issued and revoked stands in the history.
    private static async Task<IReadOnlyList<PersonalLink>> InForce(Visit visit, ProgrammeHead head, string kind, string member, Guid of)
    {
        var revoked = (await Entries(visit, head, $"{kind}_revoked")).Select(e => e.Body.Id("link")).ToHashSet();
        return
        [
            .. (await Entries(visit, head, $"{kind}_issued"))
                .Where(e => e.Body.Id(member) == of && !revoked.Contains(e.Body.Id("link")))
                .Select(e => new PersonalLink(e.Body.Id("link")!.Value, e.Body.Id("person")!.Value,
                    WrittenDay.Read(e.Body.Text("expiresOn")!, visit.Today)!.Value))
                .Where(l => l.ExpiresOn >= visit.Today),
        ];
    }

    private static async Task<IReadOnlyList<LedgerEntry>> Entries(Visit visit, ProgrammeHead head, string type)
    {
        List<LedgerEntry> entries = [];
        long? cursor = null;
        do
        {
            var page = await visit.Read<LedgerEntries>("listEntries", ("stream", $"programme-{head.Id}"), ("type", type), ("limit", 200),
                ("cursor", cursor));
            entries.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return entries;
    }
}
