using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Запросы наставляемых and information from others about them (M107, M111, M112).</summary>
internal sealed class MenteeRequests : UseCase
{
    /// <param name="Category">The school's own code: a-z, 0-9, hyphen; a letter first. For special categories of data it is
    /// <c>restricted</c>, with the details in the text, under a separate consent.</param>
    /// <param name="Text">About the person; sealed in the vault under the person's key.</param>
    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Request(string Category, PrivateText? Text = null, Guid? Id = null) : Dated;

    /// <param name="SubjectInformed">Whether the mentee was told about the source (L19).</param>
    /// <param name="Text">About the person; sealed in the vault under the person's key.</param>
    public sealed record Information(InformationSource Source, bool SubjectInformed, PrivateText? Text = null, Guid? Id = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Request>("/mentees/{person}/requests",
            About("recordMenteeRequest", "Record a request", "What the mentee wants help with, by category.") with
        {
            Example = new Request("career-choice", new("Хочет понять, куда поступать.")),
            Batch = new("recordMenteeRequests", "Record requests of many"),
        }, async (incoming, r) => new MenteeCommand.RecordRequest(
            new(incoming.Id("person"), r.Id ?? incoming.NewId("request"), r.Category,
                await incoming.SealAbout(incoming.Id("person"), r.Text))), Entry);

        routes.Decide<Information>("/mentees/{person}/information",
            About("recordMenteeInformation", "Record what others know",
            "From a class teacher, psychologist, social worker or parent of a learner; from the files of a teacher. A psychologist " +
            "records only what a psychologist tells.") with
        {
            Roles = Takes.WorkOfPsychologist,
            Example = new Information(InformationSource.ClassTeacher, true),
            Batch = new("recordInformationOfMentees", "Record what others know of many"),
        }, async (incoming, r) => new MenteeCommand.RecordInformation(
            new(incoming.Id("person"), r.Id ?? incoming.NewId("information"), r.Source,
                await incoming.SealAbout(incoming.Id("person"), r.Text, r.Source.IsSpecialist()), r.SubjectInformed)), Entry);
    }

    private static string Entry(Guid programme, IReadOnlyList<DomainEvent> events) =>
        $"/api/programmes/{programme}/mentees/{Person(events[0])}";

    private static Guid Person(DomainEvent e) => e switch
    {
        ParticipantEvent.MenteeRequestRecorded r => r.Person,
        ParticipantEvent.ThirdPartyInformationRecorded i => i.Person,
        _ => throw new System.Diagnostics.UnreachableException(e.GetType().Name),
    };

    private static Operation About(string name, string summary, string description) =>
        new("Mentees", name, summary, description, Takes.Work);
}
