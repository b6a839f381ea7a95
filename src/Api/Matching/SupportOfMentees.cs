using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Matching;

namespace MentorshipFlow.Api.Matching;

/// <summary>Психологическое сопровождение наставляемых без наставника (M148).</summary>
internal sealed class SupportOfMentees : UseCase
{
    /// <param name="On">The day of the talk or other help.</param>
    /// <param name="Text">What was done; sealed under the mentee's key and shown to curator, head and auditor alone, by a
    /// disclosure.</param>
    public sealed record Note(DateOnly On, PrivateText Text, Guid? Id = null) : Dated;

    /// <param name="Text">Sealed like the notes.</param>
    public sealed record Ending(SupportOutcome Outcome, PrivateText? Text = null) : Dated;

    /// <summary>A note without its text.</summary>
    public sealed record NoteRow(Guid Id, DateOnly On);

    /// <param name="OpenedOn">The day of the decision for support.</param>
    /// <param name="Outcome">Absent while the case is open.</param>
    public sealed record Row(
        Guid Mentee, DateOnly OpenedOn, IReadOnlyList<NoteRow> Notes, SupportOutcome? Outcome, DateOnly? EndedOn);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ReadProgramme("/support-cases", About("listSupportCases", "Support of mentees without a mentor",
            "The latest case of each mentee, in the order of the mentees' ids. The decision supportCase about a mentee opens it. The texts "
            + "are read by a disclosure.") with
        {
            Roles = Takes.ReadingOfPeople, Answer = typeof(Paged<Row>), Query = Page.Query,
        }, (http, found) => Page.Answer(http, found.State.Matching.Support.Select(s => new Row(
            s.Key, s.Value.OpenedOn, [.. s.Value.Notes.Select(n => new NoteRow(n.Id, n.On))], s.Value.Outcome, s.Value.EndedOn)),
            r => r.Mentee));

        routes.Decide<Note>("/mentees/{person}/support-notes", About("noteSupport", "Record support that was given",
            "In the open case of a mentee without a mentor.") with
        {
            Example = new Note(new(2021, 11, 25), new("Беседа о том, чего ждёт от программы.")),
        }, async (incoming, r) => new MatchingCommand.NoteSupport(new(
            incoming.Id("person"), r.Id ?? incoming.NewId("support-note"), r.On, (await Seal(incoming, r.Text))!)), List);

        routes.Decide<ReasonRequest>("/mentees/{person}/support-notes/{note}/void", About("voidSupportNote", "Void a note of support",
            "It was recorded by mistake.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new MatchingCommand.VoidSupportNote(
                incoming.Id("person"), incoming.Id("note"), await incoming.Seal(r.Reason)));

        routes.Decide<Ending>("/mentees/{person}/support/ending", About("endSupportCase", "End a support case",
            "With its outcome.") with { Example = new Ending(SupportOutcome.MentorFound) },
            async (incoming, r) => new MatchingCommand.EndSupport(
                new(incoming.Id("person"), r.Outcome, await Seal(incoming, r.Text))));

        routes.Decide<ReasonRequest>("/mentees/{person}/support/reopening", About("reopenSupportCase", "Reopen a support case",
            "It goes on, or was ended by mistake.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new MatchingCommand.ReopenSupport(incoming.Id("person"), await incoming.Seal(r.Reason)));
    }

    private static Task<TextReference?> Seal(Incoming incoming, PrivateText? text) =>
        incoming.SealAbout(incoming.Id("person"), text, specialist: true);

    private static string List(Guid programme, IReadOnlyList<DomainEvent> events) => $"/api/programmes/{programme}/support-cases";

    private static Operation About(string name, string summary, string description) =>
        new("Matching", name, summary, description, Takes.WorkOfPsychologist);
}
