using System.Globalization;
using System.Runtime.CompilerServices;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>The evaluation of one criterion.</summary>
/// <param name="Missing">The missing things; empty when met.</param>
/// <param name="Evidence">The evidence that meets it, such as <c>document:{uuid}</c>, <c>fact:{uuid}</c>,
/// <c>item:1.1.1</c>, <c>person:{uuid}</c>.</param>
/// <param name="Details">State of the evidence, such as <c>item 1.1.1 completed 2021-09-01 …</c>; <see cref="ItemWords"/> describes items
/// of the road map.</param>
public sealed record CriterionEvaluation(
    CriterionDefinition Criterion, CriterionOutcome Outcome, IReadOnlyList<Missing> Missing, IReadOnlyList<string> Evidence,
    IReadOnlyList<string> Details)
{
    /// <summary>Met, or waived.</summary>
    public bool Passes => Outcome != CriterionOutcome.NotMet;
}

/// <summary>The evaluation of a stage's gate, criterion by criterion. Readers and decisions use the same object.</summary>
public sealed record StageEvaluation(
    int Stage, StageStatus Status, int Round, bool NeedsReconfirmation, DefinitionReference Definition,
    IReadOnlyList<CriterionEvaluation> Criteria)
{
    // The last one of each thread. An evaluation has 20 kB, a state 51 kB: kept with each cached state, it would cost the garbage collector
    // more than it saves.
    [ThreadStatic]
    private static Asked? last;

    /// <summary>Whether every criterion is met or waived.</summary>
    public bool Passes => Criteria.All(c => c.Passes);

    /// <summary>The hashed text; each line ends in "\n":
    /// <code>
    /// mentorshipflow evaluation v1
    /// definition {sha256}
    /// stage {1..7}
    /// status {kebab-case} {round} {confirmed|needs-reconfirmation}
    /// criterion {code} {rule} {met|not-met|waived}
    /// evidence {text}          for each evidence of the criterion
    /// detail {text}            for each detail of the criterion
    /// missing {what} {where}   for each missing thing of the criterion
    /// </code>
    /// The day of the evaluation is not part of it, so tomorrow's evaluation has the same hash unless something changed.</summary>
    public string Text => Lines().ToStringAndClear();

    /// <summary>SHA-256 of <see cref="Text"/>, 64 lower hex digits: the stage's ETag, recorded by its approval.</summary>
    public string Hash
    {
        get
        {
            if (field is not null) return field;
            var lines = Lines();
            field = Ledger.Hash.OfText(lines.Text).ToString();
            lines.Clear();
            return field;
        }
    }

    /// <summary>The form stored in events.</summary>
    public IReadOnlyList<CriterionSnapshot> Snapshot =>
        [.. Criteria.Select(c => new CriterionSnapshot(c.Criterion.Code, c.Criterion.Rule, c.Outcome, c.Evidence))];

    /// <summary>
    /// Evaluates a stage's gate. A request for a stage needs it twice, for the stage and for its next step, so the last result is cached.
    /// </summary>
    public static StageEvaluation Of(Programme state, int stage, DateOnly asOf, Definition definition)
    {
        if (last is { } asked && ReferenceEquals(asked.State, state) && asked.Stage == stage && asked.AsOf == asOf
            && ReferenceEquals(asked.Definition, definition)) return asked.Answer;
        var answer = Evaluated(state, stage, asOf, definition);
        last = new(state, stage, asOf, definition, answer);
        return answer;
    }

    // Into a pooled buffer: the text is some 8,000 characters, and two are hashed for each approval.
    private DefaultInterpolatedStringHandler Lines()
    {
        DefaultInterpolatedStringHandler text = new(0, 0, CultureInfo.InvariantCulture);
        Line(ref text, "mentorshipflow evaluation v1");
        Line(ref text, "definition ", Definition.Sha256);
        text.AppendLiteral("stage ");
        text.AppendFormatted(Stage);
        Line(ref text);
        text.AppendLiteral("status ");
        text.AppendLiteral(Kebab.Of(Status.ToString()));
        text.AppendLiteral(" ");
        text.AppendFormatted(Round);
        Line(ref text, NeedsReconfirmation ? " needs-reconfirmation" : " confirmed");
        foreach (var c in Criteria)
        {
            Line(ref text, "criterion ", c.Criterion.Code, " ", c.Criterion.Rule, " ", Kebab.Of(c.Outcome.ToString()));
            foreach (var evidence in c.Evidence) Line(ref text, "evidence ", evidence);
            foreach (var detail in c.Details) Line(ref text, "detail ", detail);
            foreach (var missing in c.Missing) Line(ref text, "missing ", missing.What, " ", missing.Where);
        }

        return text;
    }

    private static void Line(ref DefaultInterpolatedStringHandler text, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts) text.AppendLiteral(part);
        text.AppendLiteral("\n");
    }

    private static StageEvaluation Evaluated(Programme state, int stage, DateOnly asOf, Definition definition)
    {
        var stands = state.Gates[stage];
        var gate = definition.Stage(stage).Gate;
        var criteria = new CriterionEvaluation[gate.Criteria.Count];
        for (var i = 0; i < criteria.Length; i++) criteria[i] = Evaluate(new(state, stage, gate.Criteria[i], asOf, definition), stands);
        return new(stage, stands.Status, stands.Round, stands.NeedsReconfirmation, definition.Reference, criteria);
    }

    private static CriterionEvaluation Evaluate(RuleContext context, StageState stands)
    {
        var criterion = context.Criterion;
        var finding = Rules.Named(criterion.Rule)(context);
        if (finding.Missing.Count == 0) return new(criterion, CriterionOutcome.Met, [], finding.Evidence, finding.Details);
        var waiver = stands.Waivers.GetValueOrDefault(criterion.Code);
        // The ground of the waiver itself may be annulled, and no waiver passes over an item that names an annulled document.
        List<Missing> gone = [.. Grounds.Gone(context.Programme.Documents, [waiver?.Document])];
        if (waiver is null || gone.Count > 0 || finding.Missing.Any(m => m.What == Grounds.ItemAnnulled))
        {
            return new(criterion, CriterionOutcome.NotMet, [.. finding.Missing, .. gone], finding.Evidence, finding.Details);
        }

        return new(
            criterion, CriterionOutcome.Waived, finding.Missing,
            [$"waived-by:{waiver.By}", .. waiver.Document is { } document ? [$"document:{document}"] : Array.Empty<string>()],
            [.. finding.Details, $"reason {waiver.Reason.Ref}"]);
    }

    private sealed record Asked(Programme State, int Stage, DateOnly AsOf, Definition Definition, StageEvaluation Answer);
}
