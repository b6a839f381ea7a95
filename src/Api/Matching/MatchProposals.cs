using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Matching;

/// <summary>Предложение пар: computed, changed with a reason, and confirmed by the curator (M141, M144).</summary>
public sealed class MatchProposals(ProgrammeEngine programmes) : UseCase
{
    /// <param name="Proposal">The proposal that was read.</param>
    /// <param name="To">The mentor; no mentor when absent.</param>
    public sealed record Adjustment(Guid Proposal, Guid Mentee, PrivateText Reason, Guid? To = null) : Dated;

    /// <param name="Kind">A pair for one mentee and a group for several when absent.</param>
    /// <param name="Text">The comparison in words; sealed under the mentor's key.</param>
    public sealed record Unit(
        Guid Mentor, IReadOnlyList<Guid> Mentees, TandemKind? Kind = null, string? Variant = null, PrivateText? Text = null);

    /// <param name="Proposal">The proposal that was read.</param>
    /// <param name="Tandems">Those to be confirmed; all of the proposal when absent.</param>
    public sealed record Confirming(
        Guid Proposal, IReadOnlyList<PairingGround> Grounds, IReadOnlyList<Unit>? Tandems = null) : Dated;

    /// <param name="Text">The comparison in words; sealed under the mentor's key.</param>
    public sealed record Comparison(IReadOnlyList<PairingGround> Grounds, PrivateText? Text = null) : Dated;

    /// <param name="Points">The part's points.</param>
    /// <param name="Most">The most points that the part can have.</param>
    public sealed record Part(ScorePart Code, string Title, int Points, int Most);

    /// <param name="Score">The sum of the points.</param>
    public sealed record Pair(Guid Mentor, Guid Mentee, int Score, IReadOnlyList<Part> Parts);

    /// <param name="Mentors">Number of mentors whom it excludes.</param>
    public sealed record Barrier(MatchConstraint Constraint, string Sentence, int Mentors);

    /// <param name="Possible">Mentors who meet every condition and whose seats others have.</param>
    public sealed record Unmatched(Guid Mentee, int Possible, string Sentence, IReadOnlyList<Barrier> Barriers);

    public sealed record Joined(Guid Mentor, Guid Mentee);

    public sealed record Change(Guid Mentee, Guid? From, Guid? To);

    /// <param name="Input">The hash of what the proposal was computed from.</param>
    /// <param name="Pairs">As computed, part by part.</param>
    /// <param name="Unmatched">As computed, with the reasons.</param>
    /// <param name="Blocking">Who ranked each other and would rather have each other.</param>
    /// <param name="Changes">Changes of the curator.</param>
    /// <param name="Open">The pairs that stand and are not confirmed yet.</param>
    /// <param name="Receipt">After a decision.</param>
    public sealed record Answer(
        Guid Round, Guid Proposal, string Algorithm, int AlgorithmVersion, string Input, int Mentees, int Mentors,
        IReadOnlyList<Pair> Pairs, IReadOnlyList<Unmatched> Unmatched, IReadOnlyList<Joined> Blocking, IReadOnlyList<Change> Changes,
        IReadOnlyList<Joined> Open, bool? DryRun = null, bool? Repeated = null, Receipt? Receipt = null);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Deciding<Plain>("/api/programmes/{programme}/matching-rounds/{round}/proposal",
            About("computeMatchProposal", "Compute the proposal",
                "The assignment of most mentees with the highest score: for each pair why, part by part, for each mentee without a " +
                "mentor why not. It takes the place of an earlier proposal and decides nothing.") with
            {
                Roles = Takes.Work, Answer = typeof(Answer), Success = StatusCodes.Status201Created,
                Further = [StatusCodes.Status404NotFound],
            },
            async (incoming, _) =>
            {
                var command = new MatchingCommand.ComputeProposal(incoming.Id("round"), incoming.NewId("match-proposal"));
                var outcome = await programmes.Decide(incoming.Id("programme"), command, incoming.Context(), incoming.Stop);
                return await incoming.Answer(outcome, decided => Answers.Json(
                    Of(decided.Facts.OfType<MatchingEvent.MatchProposalComputed>().Single(), [], null) with
                    {
                        DryRun = decided.DryRun, Repeated = decided.Repeated, Receipt = decided.Receipt,
                    },
                    decided.DryRun ? StatusCodes.Status200OK : StatusCodes.Status201Created));
            });

        routes.ReadRound("/proposal", About("readMatchProposal", "The proposal of a round",
            "The latest one, with the curator's changes and what is still to be confirmed.") with
        {
            Roles = Takes.Reading, Answer = typeof(Answer),
        }, (_, _, round) => round.Proposal is { } proposal
            ? Answers.Json(Of(proposal, [.. round.Adjusted.Values], round.Draft))
            : Problems.NotFound);

        routes.Decide<Adjustment>("/matching-rounds/{round}/proposal/adjustments",
            About("adjustMatch", "Adjust the proposal",
                "For one mentee, with a reason. A score may be passed over, a condition never.") with
            {
                Example = new Adjustment(
                    Samples.Document, Samples.Person, new("Договорились после групповой встречи."),
                    Guid.Parse("0193b2f0-1111-7222-8333-444455558888")),
            },
            async (incoming, r) => new MatchingCommand.AdjustMatch(
                incoming.Id("round"), r.Proposal, r.Mentee, r.To, await incoming.SealAbout(r.Mentee, r.Reason)));

        routes.Decide<Confirming>("/matching-rounds/{round}/proposal/confirmation",
            About("confirmMatches", "Confirm pairs and groups",
                "Some or all of the proposal, with the grounds. Each becomes a pair or group, and an order has to approve it.") with
            {
                Example = new Confirming(Samples.Document, [PairingGround.QuestionnairesCompared, PairingGround.MutualWish]),
            },
            async (incoming, r) =>
            {
                List<NewMatch> matches = [];
                foreach (var unit in r.Tandems ?? await All(incoming)) matches.Add(await Match(incoming, unit, matches.Count));
                return new MatchingCommand.ConfirmMatches(incoming.Id("round"), r.Proposal, matches, r.Grounds);
            });

        routes.Decide<Comparison>("/tandems/{tandem}/comparison",
            About("compareTandem", "Record the comparison of questionnaires",
                "Of a pair or group that no round formed, with the grounds of the decision.") with
            {
                Example = new Comparison([PairingGround.QuestionnairesCompared]),
            },
            async (incoming, r) => new MatchingCommand.CompareTandem(
                incoming.Id("tandem"), r.Grounds, await incoming.SealAbout(await MentorOf(incoming), r.Text)));
    }

    // Each mentor of the proposal; several mentees are a group where the form is enabled for groups, or else pairs.
    private async Task<IReadOnlyList<Unit>> All(Incoming incoming)
    {
        if (await Find(incoming) is not { } found
            || !found.State.Matching.Rounds.TryGetValue(incoming.Id("round"), out var round)) return [];
        var groups = found.State.Preparation.Forms.GetValueOrDefault(round.Form)?.Enabled.Kinds.Contains(TandemKind.Group) == true;
        return
        [
            .. round.Draft.GroupBy(p => p.Mentor).OrderBy(g => g.Key).SelectMany(g => groups
                ? [new Unit(g.Key, [.. g.Select(p => p.Mentee)])]
                : g.Select(p => new Unit(g.Key, [p.Mentee]))),
        ];
    }

    private static async Task<NewMatch> Match(Incoming incoming, Unit unit, int at) => new(
        incoming.NewId($"match-{at}"), incoming.NewId($"tandem-{at}"),
        unit.Kind ?? (unit.Mentees.Count == 1 ? TandemKind.Pair : TandemKind.Group), unit.Mentor, unit.Mentees, unit.Variant,
        await incoming.SealAbout(unit.Mentor, unit.Text));

    private async Task<Guid> MentorOf(Incoming incoming) =>
        (await Find(incoming))?.State.Tandems.Tandems.GetValueOrDefault(incoming.Id("tandem"))?.Mentor ?? Guid.Empty;

    private async Task<ProgrammeFound?> Find(Incoming incoming) =>
        await programmes.Find(incoming.Caller.Organisation, incoming.Id("programme"), incoming.Stop);

    private static Answer Of(
        MatchingEvent.MatchProposalComputed p, IReadOnlyList<MatchingEvent.MatchAdjusted> adjusted,
        IReadOnlyList<(Guid Mentee, Guid Mentor)>? draft) => new(
        p.Round, p.Proposal, p.Algorithm, p.AlgorithmVersion, p.Input, p.Mentees, p.Mentors,
        [
            .. p.Pairs.Select(pair => new Pair(pair.Mentor, pair.Mentee, pair.Score,
                [.. p.Weights.Zip(pair.Points, (w, points) => new Part(w.Part, Words("score-part", w.Part), points, w.Weight * 100))])),
        ],
        [.. p.Unmatched.Select(Of)], [.. p.Blocking.Select(b => new Joined(b.Mentor, b.Mentee))],
        [.. adjusted.Select(a => new Change(a.Mentee, a.From, a.To))],
        [.. draft?.Select(d => new Joined(d.Mentor, d.Mentee)) ?? p.Pairs.Select(d => new Joined(d.Mentor, d.Mentee))]);

    private static Unmatched Of(UnmatchedMentee u) => new(
        u.Mentee, u.Possible,
        u.Possible > 0 ? Sentences.OfMissing("match-seats-taken", $"{u.Possible}")
            : Sentences.OfMissing("match-nobody-possible", $"{u.Mentee}"),
        [
            .. u.Barriers.Select(b => new Barrier(
                b.Constraint, Words("match-constraint", b.Constraint), b.Mentors)),
        ]);

    private static string Words(string kind, Enum code) =>
        Sentences.Word($"{kind}.{Kebab.Of($"{code}")}") ?? Kebab.Of($"{code}");

    private static Operation About(string name, string summary, string description) =>
        new("Matching", name, summary, description, Takes.HeadOrCurator);
}
