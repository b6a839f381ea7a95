using System.Text;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>One step of the sample.</summary>
/// <param name="Name">The last part of the command id.</param>
/// <param name="By">The role that does it.</param>
/// <param name="On">The date of the fact.</param>
/// <param name="Sealed">The text that is written to the vault with it.</param>
internal sealed record SampleStep(string Name, Role By, DateOnly On, ProgrammeCommand Command, SealedText? Sealed = null);

/// <summary>The school's first months as commands, up to a stage 1 that lacks only the baselines (G1.10), which the tour waives.</summary>
internal sealed class SampleStory(SampleSchool school, Definition definition, StoryPlace place)
{
    private readonly DateOnly drafted = school.Preparation.CompletedItems[0].On;

    /// <summary>The id of a document by its key in the sample.</summary>
    public static Guid Document(StoryIds ids, string key) => ids.Of($"document {key}");

    /// <summary>The content to upload for a document: a line of text, because the sample has no scans.</summary>
    public static byte[] Content(SampleSchool.DocumentOf d) =>
        Encoding.UTF8.GetBytes($"{d.Title}\n№ {d.Number} от {Dates.Text(d.Date)}\nПодписал: {d.Signatory}\n(образец)\n");

    /// <summary>All steps in order.</summary>
    /// <param name="files">Stored files by document key.</param>
    /// <param name="decisions">The meetings' decisions, sealed.</param>
    public IEnumerable<SampleStep> Steps(IReadOnlyDictionary<string, DocumentFile> files, IReadOnlyList<SealedText> decisions) =>
        [Draft(), .. Documents(files), .. Basis(), .. Forms(), Curator(), RoadMap(), .. Facts(decisions), .. Completed()];

    private SampleStep Draft() => new("draft", Role.Initiator, drafted, new CharterCommand.DraftProgramme(
        place.Organisation, new(school.Organisation.Title), Organisations.OrganisationKind.School, definition.Reference,
        school.Programme.SchoolYear,
        new(place.Origin is { } origin ? $"{school.Programme.Title} ({origin})" : school.Programme.Title), new(school.Programme.Goal),
        SecondApproverPolicy.Never, place.Sandbox));

    private IEnumerable<SampleStep> Documents(IReadOnlyDictionary<string, DocumentFile> files) =>
        school.Documents.Select(d => new SampleStep(
            $"document-{d.Key}", Role.Initiator, d.Date, new DocumentCommand.RegisterDocument(new(
                Document(d.Key), d.Code, new(d.Title), new(d.Number), d.Date, null, new(d.Signatory), DocumentOriginal.Paper,
                files[d.Key]))));

    // The parts that a school adopts from the definition: ten tasks and nine results (M51 to M60, M75 to M83).
    private IEnumerable<SampleStep> Basis() =>
    [
        .. school.LegalBasis.Select((a, i) => Fact($"act-{i + 1}", Role.Initiator, drafted, id => new Fact.LegalBasisRegistered(
            id, a.Level, new(a.Kind), Text(a.Number), new(a.Date ?? a.CitedDate), new(a.Title), Complete: false))),
        .. definition.Tasks.Select(t => Fact($"objective-{t.Code}", Role.Initiator, drafted,
            id => new Fact.ObjectiveSet(id, t.Code, new(t.Text.Ru), []))),
        .. definition.Results.Select(r => Fact($"result-{r.Code}", Role.Initiator, drafted,
            id => new Fact.ExpectedResultSet(id, r.Code, new(r.Text.Ru), []))),
    ];

    private IEnumerable<SampleStep> Forms() => school.Forms.Select(f => new SampleStep(
        $"form-{f.Code}", Role.Initiator, school.Preparation.Meetings[0].On, new PreparationCommand.EnableForm(
            f.Code, [.. school.Preparation.ProgrammeBank.Where(b => b.Form == f.Code).Select(b => b.Variant)],
            [TandemKind.Pair, TandemKind.Group], Text(f.Precondition?.Text))));

    private SampleStep Curator() => new("curator", Role.Head, school.Preparation.Curator.From, new PreparationCommand.AppointCurator(
        place.School.Of("deputy-head"), Document(school.Preparation.Curator.Order), school.Preparation.Curator.From, null));

    private SampleStep RoadMap() => new("roadmap", Role.Head, school.Preparation.RoadMapApproval.On, new PreparationCommand.ApproveRoadmap(
        Document(school.Preparation.RoadMapApproval.Order),
        [.. school.RoadMap.Items.Select(i => new PlannedItem(
            i.Code, null, null, Text(i.Content), Text(i.Planned?.Text), i.Planned?.From, i.Planned?.To, new(i.Responsible.Position), null,
            null))]));

    private IEnumerable<SampleStep> Facts(IReadOnlyList<SealedText> decisions)
    {
        var told = school.Preparation;
        return
        [
            .. told.Outreach.Select(o => Fact($"outreach-{o.Channel}", Role.Curator, o.On, id => new Fact.OutreachHeld(
                id, o.Channel, o.On, new(o.Audience), o.Attendance, o.Document is null ? null : Document(o.Document), null))),
            Fact("needs-survey", Role.Curator, told.NeedsSurvey.ConcludedOn, id => new Fact.NeedsSurveyConcluded(
                id, told.NeedsSurvey.ConcludedOn, null, null, Document(told.NeedsSurvey.Document))),
            .. told.Meetings.Select((m, i) => Fact($"meeting-{i + 1}", Role.Curator, m.On, id => new Fact.AdministrativeMeetingHeld(id,
                m.On, Document(m.Document), decisions[i].Reference)) with { Sealed = decisions[i] }),
            .. told.ProgrammeBank.Select(b => Fact($"bank-{b.Form}", Role.Curator, b.On,
                id => new Fact.ProgrammeBankEntryAdded(id, b.Form, b.Variant, new(b.Title)))),
            .. told.Resources.Select((r, i) => Fact($"resource-{i + 1}", Role.Curator, r.On,
                id => new Fact.ResourceRegistered(id, r.Kind, r.Source, new(r.Title)))),
            .. told.Partners.Select((p, i) => Fact($"partner-{i + 1}", Role.Curator, p.On,
                id => new Fact.PartnerEngaged(id, p.Kind, p.Contour, new(p.Title)))),
            .. told.Contingent.Select(c => Fact($"contingent-{c.Band}", Role.Curator, c.AsOf,
                id => new Fact.ContingentRecorded(id, c.AsOf, c.Band, c.Count, new(c.Source)))),
        ];
    }

    private IEnumerable<SampleStep> Completed() => school.Preparation.CompletedItems.Select(c => new SampleStep(
        $"item-{c.Code}", Role.Curator, c.On, new PreparationCommand.CompleteItem(c.Code, [.. c.Documents.Select(Document)])));

    private SampleStep Fact(string name, Role by, DateOnly on, Func<Guid, Fact> fact) =>
        new(name, by, on, new PreparationCommand.RecordFact(fact(place.Ids.Of($"fact {name}"))));

    private Guid Document(string key) => Document(place.Ids, key);

    private static InstitutionalText? Text(string? value) => value is null ? null : new(value);
}
