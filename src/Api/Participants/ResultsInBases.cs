using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Итоги в базах и долгосрочная база наставников (M175, M176).</summary>
public sealed class ResultsInBases : UseCase
{
    /// <param name="Text">About the person; sealed in the vault under the person's key.</param>
    public sealed record Entry(EntryResult Result, PrivateText? Text = null) : Dated;

    /// <param name="Text">About the person; sealed in the vault under the person's key.</param>
    public sealed record Removal(RemovalReason Reason, PrivateText? Text = null) : Dated;

    /// <param name="Programme">An earlier programme of the organisation.</param>
    /// <param name="Persons">Whom to take; everybody who may take part and still consents when absent.</param>
    public sealed record Taking(Guid Programme, IReadOnlyList<Guid>? Persons = null) : Dated;

    /// <param name="Consent">The consent under which the mentor is in the base.</param>
    /// <param name="Outlives">Whether that consent, or a later one, still outlives the programme today.</param>
    public sealed record Member(Guid Person, Guid Consent, MentorCategory? Category, IReadOnlyList<string> Forms, bool Outlives);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Entry>("/mentees/{person}/result", About("Mentees", "enterMenteeResult", "Enter a mentee's result",
            "Into the base; a later one takes the place of the earlier.")
            with { Match = ReadMentees.Seen, Example = new Entry(EntryResult.Reached) },
            async (incoming, r) => new MenteeCommand.EnterMenteeResult(incoming.Id("person"), r.Result,
                await incoming.SealAbout(incoming.Id("person"), r.Text)));

        routes.Decide<Entry>("/mentors/{person}/result", About("Mentors", "enterMentorResult", "Enter a mentor's result",
            "Into the base; a later one takes the place of the earlier.")
            with { Match = ReadMentors.Seen, Example = new Entry(EntryResult.Reached) },
            async (incoming, r) => new MentorCommand.EnterMentorResult(incoming.Id("person"), r.Result,
                await incoming.SealAbout(incoming.Id("person"), r.Text)));

        routes.Decide<Plain>("/mentors/{person}/long-term-base", About("Mentors", "moveToLongTermBase", "Move to the long-term base",
            "With a consent to it that outlives the programme."),
            (incoming, _) => new MentorCommand.MoveToLongTermBase(incoming.Id("person")));

        routes.Decide<Removal>("/mentors/{person}/long-term-base/removal", About("Mentors", "removeFromLongTermBase",
            "Remove from the long-term base", "With a reason.") with { Example = new Removal(RemovalReason.OwnWish) },
            async (incoming, r) => new MentorCommand.RemoveFromLongTermBase(incoming.Id("person"), r.Reason,
                await incoming.SealAbout(incoming.Id("person"), r.Text)));

        routes.ReadProgramme("/long-term-base", About("Mentors", "listLongTermBase", "The long-term base of mentors",
            "In the order of the persons' ids. The next programme starts from it.") with
        {
            Roles = Takes.Reading, Answer = typeof(Paged<Member>), Query = Page.Query,
        }, (http, found) => Page.Answer(http, found.State.Participants.Mentors.Values.Where(m => m.LongTerm is not null)
            .Select(m => new Member(
            m.Person, m.LongTerm!.Value, m.Category, m.Offer.Forms,
            !LongTermBase.Lacking(found.State, m.Person, Caller.Of(http).Today, found.Definition).Any())), m => m.Person));

        routes.Decide<Taking>("/mentors/from-long-term-base", About("Mentors", "takeLongTermMentors", "Take mentors from a long-term base",
            "Of an earlier programme, in one call: each applies with the same offer, and who consents to this programme is in its base.")
            with { Example = new Taking(Samples.Document) },
            (_, r) => new ParticipantCommand.TakeLongTermMentors(r.Programme, r.Persons ?? []), (id, _) => $"/api/programmes/{id}/mentors");
    }

    private static Operation About(string tag, string name, string summary, string description) =>
        new(tag, name, summary, description, Takes.Work);
}
