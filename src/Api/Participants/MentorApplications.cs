using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Заявки наставников (M121) and their permission to share (M119).</summary>
internal sealed class MentorApplications : UseCase
{
    /// <param name="Competences">The school's own codes: a-z, 0-9, hyphen; a letter first.</param>
    /// <param name="Capacity">Number of mentees at the same time.</param>
    /// <param name="Forms">Codes of forms that the mentor is suitable for.</param>
    /// <param name="About">About the person; sealed in the vault under the person's key.</param>
    public record Offer(
        int MinutesPerWeek, int Capacity, IReadOnlyList<string> Forms, IReadOnlyList<string>? Competences = null,
        IReadOnlyList<string>? Interests = null,
        int? PreferredAgeFrom = null, int? PreferredAgeTo = null, string? Subject = null, PrivateText? About = null) : Dated;

    /// <param name="Person">Id of a registered person.</param>
    public sealed record Application(Guid Person, Offer Offer) : Dated;

    /// <param name="Scope">The area of sharing; only with a permission.</param>
    public sealed record Sharing(bool Permitted, SharingScope? Scope = null) : Dated;

    /// <param name="Partner">Id of a recorded partner of the external contour, of the kind <c>business</c>.</param>
    public sealed record Enterprise(Guid Partner) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Application>("/mentors", Operation("applyAsMentor", "Take a mentor's application",
            "Of a registered person who may take part. After gate 3 it is a late join.") with
        {
            Example = new Application(Samples.Person, Sample),
        }, async (incoming, r) => new MentorCommand.ApplyAsMentor(r.Person, null, await Offered(incoming, r.Person, r.Offer)),
            (id, events) => $"/api/programmes/{id}/mentors/{events.OfType<ParticipantEvent.MentorApplied>().Single().Person}");

        routes.Decide<Offer>("/mentors/{person}/offer", Operation("changeMentorOffer", "Change what a mentor offers",
            "The whole offer as it is from now on.") with { Match = ReadMentors.Seen, Example = Sample },
            async (incoming, r) => new MentorCommand.ChangeOffer(incoming.Id("person"), await Offered(incoming, incoming.Id("person"), r)));

        routes.Decide<Sharing>("/mentors/{person}/sharing", Operation("answerMentorSharing", "Record the answer on sharing",
            "Whether other organisations may ask for this mentor, and how far.")
            with { Match = ReadMentors.Seen, Example = new Sharing(true, SharingScope.Region) },
            (incoming, r) => new MentorCommand.AnswerSharing(incoming.Id("person"), r.Permitted, r.Scope));

        routes.Decide<Enterprise>("/mentors/{person}/enterprise", Operation("nameMentorEnterprise", "Set a mentor's enterprise",
            "A partner of the business community, before the mentor is joined with a learner or student (M8, M10).")
            with { Match = ReadMentors.Seen, Example = new Enterprise(Samples.Person) },
            (incoming, r) => new MentorCommand.NameEnterprise(incoming.Id("person"), r.Partner));
    }

    private static Offer Sample { get; } = new(90, 2, ["learner-learner"], ["robotics"], ["chess"], 11, 14);

    private static async Task<MentorOffer> Offered(Incoming incoming, Guid person, Offer r) => new(
        r.Competences ?? [], r.Interests ?? [], r.PreferredAgeFrom, r.PreferredAgeTo, r.MinutesPerWeek, r.Capacity, r.Forms, r.Subject,
        await incoming.SealAbout(person, r.About));

    private static Operation Operation(string name, string summary, string description) =>
        new("Mentors", name, summary, description, Takes.Work);
}
