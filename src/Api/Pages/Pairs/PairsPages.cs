using System.Globalization;
using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Matching;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.Tandems;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Tandems;
using TandemRow = MentorshipFlow.Api.Tandems.ReadTandems.Row;

namespace MentorshipFlow.Api.Pages.Pairs;

/// <summary>A mentee of the base, as far as these pages need one.</summary>
public sealed record MenteeBrief(Guid Person, string? Form, int? Grade);

/// <summary>A pair or group in the table, with what only its own reading tells.</summary>
public sealed record TandemLine(TandemRow Row, ReadTandems.Answer Full);

/// <summary>The content of the page of pairs.</summary>
/// <param name="All">Every pair and group, for the numbers.</param>
/// <param name="Lines">Those of the filter, from <paramref name="From"/> on.</param>
/// <param name="Matching">How many fit the filter.</param>
/// <param name="Unmatched">Mentees of the base without a pair or group.</param>
/// <param name="Undecided">Those of them about whom gate 5 still needs a decision.</param>
/// <param name="Support">Cases of mentees who are supported while they have no mentor.</param>
/// <param name="Chosen">Decisions that were chosen and not recorded, by mentee.</param>
/// <param name="Ordered">Whether an order is registered that approves nothing yet.</param>
public sealed record PairsShown(
    ProgrammeHead Head, ModelWords Words, IReadOnlyList<TandemRow> All, IReadOnlyList<TandemLine> Lines, int Matching, int From,
    IReadOnlyList<MenteeBrief> Unmatched, IReadOnlySet<Guid> Undecided, IReadOnlyList<MatchingRounds.Row> Rounds,
    IReadOnlyList<ReadPairProposals.Proposal> Proposals, IReadOnlyList<MatchingEvent.PairConflictDeclared> Conflicts,
    IReadOnlyList<SupportCaseOf> Support, IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<Guid, string> Chosen,
    ProblemBody? Refusal, bool Ordered);

/// <summary>«Пары и группы», «Подбор» and one pair or group.</summary>
internal sealed class PairsPages : UseCase
{
    /// <summary>How many pairs and groups one page shows.</summary>
    public const int PerPage = 50;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/programmes/{programme}/pairs", visit => Pairs(visit, Nothing, null));
        routes.Form("/programmes/{programme}/pairs/unmatched", async (visit, form) =>
        {
            var chosen = Decisions(form);
            var reply = await visit.Ask(new Call("decideUnmatchedMentees", Visit.Values([("programme", Programme(visit))]))
            {
                Body = Body("decided", chosen), Key = form["decision"],
            });
            return reply.Succeeded ? OwnForms.ToReceipt(visit, reply, $"/programmes/{Programme(visit)}/pairs#unmatched")
                : await Pairs(visit, chosen, reply);
        });
        routes.Page("/programmes/{programme}/matching-rounds/{round}", visit => RoundOf(visit, Nothing, null));
        routes.Form("/programmes/{programme}/matching-rounds/{round}/end", async (visit, form) =>
        {
            var chosen = Decisions(form);
            var reply = await visit.Ask(new Call("closeMatchingRound",
                Visit.Values([("programme", Programme(visit)), ("round", Round(visit))]))
            {
                Body = Body("unmatched", chosen), Key = form["decision"],
            });
            return reply.Succeeded
                ? OwnForms.ToReceipt(visit, reply, $"/programmes/{Programme(visit)}/matching-rounds/{Round(visit)}")
                : await RoundOf(visit, chosen, reply);
        });
        routes.Page("/programmes/{programme}/tandems/{tandem}", Tandem);
    }

    private static Dictionary<Guid, string> Nothing => [];

    private static async Task<IResult> Pairs(Visit visit, Dictionary<Guid, string> chosen, Reply? refused)
    {
        var head = await ProgrammeHead.Of(visit);
        var all = await visit.All<TandemRow>("listTandems", ("programme", head.Id));
        var query = visit.Http.Request.Query;
        var fitting = all.Where(t => (query["form"].ToString() is not { Length: > 0 } form || t.Form == form)
            && (query["status"].ToString() is not { Length: > 0 } status || Kebab.Of($"{t.Status}") == status)).ToList();
        var from = int.TryParse(query["from"], CultureInfo.InvariantCulture, out var asked) && asked > 0 && asked < fitting.Count ? asked
            : 0;
        List<TandemLine> lines = [];
        foreach (var row in fitting.Skip(from).Take(PerPage))
            lines.Add(new(row, await visit.Read<ReadTandems.Answer>("readTandem", ("programme", head.Id), ("tandem", row.Id))));
        var unmatched = await WithoutMentor(visit, head, all);
        var proposals = await visit.All<ReadPairProposals.Proposal>("listPairProposals", ("programme", head.Id));
        var conflicts = await visit.All<MatchingEvent.PairConflictDeclared>("listPairConflicts", ("programme", head.Id));
        var persons = lines.SelectMany(l => l.Row.Mentees.Append(l.Row.Mentor)).Concat(unmatched.Select(m => m.Person))
            .Concat(proposals.SelectMany(p => new[] { p.Mentor, p.Mentee }))
            .Concat(conflicts.SelectMany(c => new[] { c.Mentor, c.Mentee }));
        return PageRoutes.Html<PairsView>(visit, refused?.Status ?? StatusCodes.Status200OK, ("Shown", new PairsShown(
            head, await ModelWords.Of(visit, head), all, lines, fitting.Count, from, unmatched, Undecided(head),
            await visit.All<MatchingRounds.Row>("listMatchingRounds", ("programme", head.Id)), proposals, conflicts,
            await SupportPages.Cases(visit, head.Id), await visit.Names(persons.Select(p => (Guid?)p)), chosen, refused?.Problem,
            (await OrdersOfPairs.Unused(visit, head.Id, all)).Count > 0)));
    }

    private static async Task<IResult> RoundOf(Visit visit, Dictionary<Guid, string> chosen, Reply? refused)
    {
        var head = await ProgrammeHead.Of(visit);
        var round = await visit.Read<MatchingRounds.Answer>("readMatchingRound", ("programme", head.Id), ("round", Round(visit)));
        var reply = await visit.Ask("readMatchProposal", ("programme", head.Id), ("round", Round(visit)));
        var proposal = reply.Succeeded ? reply.As<MatchProposals.Answer>() : null;
        var all = await visit.All<TandemRow>("listTandems", ("programme", head.Id));
        var mentors = visit.May("listMentors")
            ? (await visit.All<MentorBrief>("listMentors", ("programme", head.Id), ("status", "ready")))
                .Where(m => m.Forms.Contains(round.Round.Form)).ToList()
            : [];
        var unmatched = (await WithoutMentor(visit, head, all)).Where(m => m.Form == round.Round.Form).ToList();
        var persons = round.Met.Select(m => m.Person)
            .Concat(round.Preferences.SelectMany(p => p.Ranked.Concat(p.Excluded).Append(p.Person)))
            .Concat(round.Confirmed.SelectMany(c => c.Mentees.Append(c.Mentor))).Concat(mentors.Select(m => m.Person))
            .Concat(unmatched.Select(m => m.Person))
            .Concat(proposal is null ? [] : proposal.Pairs.SelectMany(p => new[] { p.Mentor, p.Mentee })
                .Concat(proposal.Unmatched.Select(u => u.Mentee)));
        var taken = all.Where(t => t.Status is TandemStatus.Formed or TandemStatus.Approved or TandemStatus.Suspended)
            .GroupBy(t => t.Mentor).ToDictionary(g => g.Key, g => g.Sum(t => t.Mentees.Count));
        return PageRoutes.Html<RoundView>(visit, refused?.Status ?? StatusCodes.Status200OK, ("Shown", new RoundShown(
            head, await ModelWords.Of(visit, head), round, proposal, mentors, taken,
            all.Any(t => t.Status == TandemStatus.Formed && round.Confirmed.Any(c => c.Tandem == t.Id)), unmatched,
            await visit.Names(persons.Select(p => (Guid?)p)), chosen, refused?.Problem)));
    }

    private static async Task<IResult> Tandem(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        var reply = await visit.Demand("readTandem", ("programme", head.Id), ("tandem", visit.Http.GetRouteValue("tandem")));
        var tandem = reply.As<ReadTandems.Answer>();
        var persons = tandem.Members.Select(m => m.Person).Concat(tandem.Mentors.Select(m => m.Mentor));
        return PageRoutes.Html<TandemView>(visit, ("Shown", new TandemShown(
            head, await ModelWords.Of(visit, head), tandem, reply.Texts, await visit.Names(persons.Select(p => (Guid?)p)),
            await Enterprises(visit, head, tandem))));
    }

    private static async Task<IReadOnlyDictionary<Guid, string>> Enterprises(Visit visit, ProgrammeHead head, ReadTandems.Answer tandem) =>
        tandem.Employments.Count == 0 || !visit.May("listFacts") ? new Dictionary<Guid, string>()
            : (await visit.All<JsonElement>("listFacts", ("programme", head.Id), ("kind", "partners")))
                .Where(f => f.Text("fact", "title") is not null)
                .ToDictionary(f => f.GetProperty("id").GetGuid(), f => f.Text("fact", "title")!);

    // As gate 5 counts them: in the base and in no pair or group that is not dissolved.
    private static async Task<IReadOnlyList<MenteeBrief>> WithoutMentor(Visit visit, ProgrammeHead head, IReadOnlyList<TandemRow> all)
    {
        if (!visit.May("listMentees")) return [];
        var matched = all.Where(t => t.Status != TandemStatus.Dissolved).SelectMany(t => t.Mentees).ToHashSet();
        return [.. (await visit.All<MenteeBrief>("listMentees", ("programme", head.Id), ("status", "in-base")))
            .Where(m => !matched.Contains(m.Person))];
    }

    private static HashSet<Guid> Undecided(ProgrammeHead head) =>
    [
        .. head.All.Stages.SelectMany(s => s.Criteria).SelectMany(c => c.Missing).Where(m => m.What == "unmatched-undecided")
            .Select(m => Guid.TryParse(m.Where, out var id) ? id : Guid.Empty),
    ];

    // Rows without a choice are left out: nothing is decided about them.
    private static Dictionary<Guid, string> Decisions(IFormCollection form) => form.Keys
        .Where(k => k.StartsWith("of.", StringComparison.Ordinal) && form[k].ToString().Length > 0 && Guid.TryParse(k[3..], out _))
        .ToDictionary(k => Guid.Parse(k[3..]), k => form[k].ToString());

    private static string Body(string member, Dictionary<Guid, string> chosen) => JsonSerializer.Serialize(
        new Dictionary<string, object> { [member] = chosen.Select(c => new { mentee = c.Key, decision = c.Value }) });

    private static object? Programme(Visit visit) => visit.Http.GetRouteValue("programme");

    private static object? Round(Visit visit) => visit.Http.GetRouteValue("round");
}
