using System.Globalization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Audit;

/// <summary>Differences of a programme between two positions, in either order: an addition becomes a removal when the
/// order is reversed.</summary>
public static class StateDifference
{
    /// <summary>All differences: charter, stages, preparation, road map, documents, participants, surveys, matching, pairs and groups,
    /// certificates; empty for equal states.</summary>
    public static IReadOnlyList<Change> Between(Programme before, Programme after) =>
        Change.Between([.. Facets(before)], [.. Facets(after)]);

    internal static string Words(this Enum value) => Kebab.Of(value.ToString());

    internal static string Words(this DefinitionReference definition) =>
        string.Create(CultureInfo.InvariantCulture, $"{definition.Code}/{definition.Version} {definition.Sha256}");

    private static IEnumerable<Facet> Facets(Programme programme) =>
    [
        .. Charter(programme),
        .. programme.Gates.Stages.SelectMany(Stage),
        .. Preparation(programme.Preparation),
        .. programme.Preparation.Roadmap is { } roadmap ? Roadmap(roadmap) : [],
        .. programme.Documents.Documents.Values.OrderBy(document => document.Registered.Id).SelectMany(Document),
        .. ParticipantFacets.Of(programme.Participants),
        .. SurveyFacets.Of(programme.Surveys),
        .. MatchingFacets.Of(programme.Matching),
        .. TandemFacets.Of(programme.Tandems),
        .. CompletionFacets.Of(programme),
        .. programme.Certification.Issued.Select(c => Facet.Of("certificate", c.Id, $"{c.Number} {Day(c.Date)}")),
        .. programme.Certification.InForce is { } certificate ? [Facet.Of("certificate-in-force", $"{certificate}")] : Array.Empty<Facet>(),
    ];

    private static IEnumerable<Facet> Charter(Programme programme)
    {
        yield return Facet.Of("programme-status", programme.Status.Words());
        yield return Facet.Of("second-approver-policy", programme.SecondApprover.Words());
        if (programme.Sandbox) yield return Facet.Of("sandbox", "");
        if (programme.Charter is { } charter)
        {
            yield return Facet.Of("school-year", charter.SchoolYear);
            yield return Facet.Of("title", charter.Title.Value);
            yield return Facet.Of("goal", charter.Goal.Value);
        }

        if (programme.Definition is { } definition) yield return Facet.Of("definition", definition.Words());
        foreach (var t in programme.Transfers)
        {
            yield return Facet.Of("transfer", t.Reorganisation,
                $"{t.Kind.Words()} {t.Successor} {Day(t.On)} {Day(t.ConsentsUntil)}".TrimEnd());
        }

        foreach (var d in programme.Delegations.Values.OrderBy(d => d.Id))
            yield return Facet.Of("delegation", d.Id, $"person-{d.Person} integrator-{d.Integrator} {Period(d.From, d.Until)}");
    }

    private static IEnumerable<Facet> Stage(StageState stage)
    {
        var n = stage.Number;
        yield return Facet.Of("stage-status", n, stage.Status.Words());
        yield return Facet.Of("stage-round", n, $"{stage.Round}");
        if (stage.NeedsReconfirmation) yield return Facet.Of("stage-reconfirmation", n, "");
        if (stage.WorkOpenedOn is { } opened) yield return Facet.Of("stage-work-opened", n, Day(opened));
        if (stage.SubmittedBy is { } submitter) yield return Facet.Of("stage-submitter", n, $"{submitter}");
        if (stage.Countersigned is { } second) yield return Facet.Of("stage-countersignature", n, $"{second.By} {second.Evaluation}");
        if (stage is { Countersigned: not null, CountersignatureSigned: { } signed })
            yield return Facet.Of("stage-countersignature-key", n, signed.Signature.Fingerprint);
        if (stage.Returned is { } returned)
            yield return Facet.Of("stage-return", n,
                string.Join(' ', returned.Remarks.Select(remark => remark.Criterion).Prepend($"{returned.By} {Day(returned.DueOn)}")));
        foreach (var answer in stage.Answers) yield return new Facet("remark-answer", [$"{n}", $"{answer.Remark}"], answer.Criterion);
        if (stage.Approval is { } approval)
            yield return Facet.Of("stage-approval", n, $"{approval.Approver} {approval.Round} {approval.Evaluation}");
        if (stage.ApprovalSigned is { } key) yield return Facet.Of("stage-approval-key", n, key.Signature.Fingerprint);
        foreach (var (criterion, waiver) in stage.Waivers)
            yield return new Facet("waiver", [$"{n}", criterion], $"{waiver.By} {waiver.Reason.Ref} {waiver.Document}".TrimEnd());
    }

    private static IEnumerable<Facet> Preparation(PreparationRoom room) =>
    [
        .. room.Facts.Values.OrderBy(fact => fact.Id).Select(fact => Facet.Of("fact", fact.Id, EventCodec.NameOf(fact))),
        .. room.Forms.OrderBy(form => form.Key, StringComparer.Ordinal).SelectMany(form => Form(form.Value)),
        .. room.Curators.Index()
        .Select(term => Facet.Of("curator", term.Index + 1, $"{term.Item.Person} {Day(term.Item.From)} {term.Item.Order}")),
        .. room.Gone.Select(gone => Facet.Of("officer-gone", gone.Key, Day(gone.Value))),
        .. room.Candidates.Select(candidate => Facet.Of("curator-candidate", candidate.Key, $"{candidate.Value}")),
        .. room.Auditors.Order().Select(person => Facet.Of("auditor", person, "")),
    ];

    private static IEnumerable<Facet> Form(FormState form)
    {
        var enabled = form.Enabled;
        yield return Facet.Of(
            "form", enabled.Form,
            string.Join(' ', [.. enabled.Variants, .. enabled.Kinds.Select(kind => kind.Words()), $"{enabled.Precondition}"]).TrimEnd());
        if (form.PreconditionOpen) yield return Facet.Of("form-precondition", enabled.Form, $"{enabled.Precondition}");
    }

    private static IEnumerable<Facet> Roadmap(RoadmapState roadmap) =>
    [
        Facet.Of("roadmap-version", $"{roadmap.Version}"),
        .. roadmap.Document is { } document ? [Facet.Of("roadmap-document", $"{document}")] : Array.Empty<Facet>(),
        .. roadmap.Items.Values.OrderBy(item => item.Plan.Item, StringComparer.Ordinal).SelectMany(Item),
    ];

    private static IEnumerable<Facet> Item(ItemState item)
    {
        var (plan, code) = (item.Plan, item.Plan.Item);
        yield return Facet.Of("item", code, $"{plan.Stage} {plan.Activity} {plan.Content}".TrimEnd());
        yield return Facet.Of("item-planned", code, $"{Period(plan.PlannedFrom, plan.PlannedTo)} {plan.Planned}".TrimEnd());
        yield return Facet.Of("item-responsible", code, $"{plan.Position} {plan.Responsible}".Trim());
        yield return Facet.Of("item-documented", code, plan.Documented ? "yes" : "no");
        yield return Facet.Of("item-status", code,
            $"{item.Status.Words()} {(item.SettledOn is { } day ? Day(day) : "")} {item.SettledBy}".TrimEnd());
        if (item.ByFact is { } fact) yield return Facet.Of("item-fact", code, $"{fact}");
        if (item.Evidence is { IsDefaultOrEmpty: false } evidence) yield return Facet.Of("item-evidence", code, string.Join(' ', evidence));
    }

    private static IEnumerable<Facet> Document(RegisteredDocument document)
    {
        var registered = document.Registered;
        yield return Facet.Of("document", registered.Id, $"{registered.Kind} {registered.Title}");
        if (document.File is { } file) yield return Facet.Of("document-file", registered.Id, file.Sha256);
        if (document.Printed is { } printed)
            yield return Facet.Of("document-print", registered.Id, $"{printed.Paper} {printed.Format} {printed.UpToVersion}");
        if (document.SupersededBy is { } by) yield return Facet.Of("document-superseded", registered.Id, $"{by}");
        if (document.Annulled) yield return Facet.Of("document-annulled", registered.Id, "");
    }

    private static string Period(DateOnly? from, DateOnly? until) => $"{Day(from)}..{Day(until)}";

    private static string Day(DateOnly? day) => day is { } on ? Dates.Text(on) : "";
}
