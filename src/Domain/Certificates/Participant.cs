using System.Text.Json;
using MentorshipFlow.Certificates.Sections;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Certificates;

/// <summary>
/// The events of one person in a programme's history. The sources of a count by kind, band or ground are the events of everybody who
/// was ever included in it, including the events that removed a person from the count.
/// </summary>
internal sealed class Participant
{
    private readonly List<ParticipantEvent> events = [];
    private readonly List<PersonStatus> known = [];

    /// <summary>The standings that took effect, in order; a standing that arrived after a newer one has no effect.</summary>
    public IReadOnlyList<PersonStatus> Known => known;

    public bool Mentee => events.OfType<ParticipantEvent.MenteeApplied>().Any();

    public bool Mentor => events.OfType<ParticipantEvent.MentorApplied>().Any();

    public IEnumerable<string> Kinds => Told.SelectMany(s => s.Kinds).Select(Words.Of);

    public IEnumerable<string> AgeBands => Told.Select(s => Words.Of(s.AgeBand));

    public IEnumerable<string> Contours => Told.Select(s => Words.Of(s.Contour));

    /// <summary>Purposes that any standing names, as the JSON spells them.</summary>
    public IEnumerable<string> Purposes => Told
        .SelectMany(s => s.Consents.Select(c => c.Purpose).Concat(s.Refused).Concat(s.Withdrawn))
        .Select(p => JsonNamingPolicy.CamelCase.ConvertName($"{p}"));

    public IEnumerable<string> Requests => events.OfType<ParticipantEvent.MenteeRequestRecorded>().Select(e => e.Category);

    public IEnumerable<string> Categories => events.OfType<ParticipantEvent.MentorAddedToBase>().Select(e => Words.Of(e.Category));

    public IEnumerable<string> Rejections => events.OfType<ParticipantEvent.MentorRejected>().Select(e => Words.Of(e.Ground));

    public IEnumerable<string> MenteeRemovals => events.OfType<ParticipantEvent.MenteeRemovedFromBase>().Select(e => Words.Of(e.Reason));

    public IEnumerable<string> MentorRemovals => events.OfType<ParticipantEvent.MentorRemovedFromBase>().Select(e => Words.Of(e.Reason));

    private IEnumerable<PersonStatus> Told => events.Select(StandingIn).OfType<PersonStatus>();

    /// <summary>Titles of the forms under which the person was ever counted; a person without a form counts as such.</summary>
    public IEnumerable<string> Forms(Definition definition) =>
        events.OfType<ParticipantEvent.MenteeFormAssigned>().Select(e => MenteeBaseSection.Title(e.Form, definition))
            .Append(MenteeBaseSection.WithoutForm);

    /// <param name="now">The person's standing after the event.</param>
    public void Add(ParticipantEvent @event, PersonStatus now)
    {
        events.Add(@event);
        if (known is [] || known[^1] != now) known.Add(now);
    }

    /// <summary>The person of an event that is counted by person; null for other events.</summary>
    public static Guid? Whose(ParticipantEvent @event) => @event switch
    {
        ParticipantEvent.PersonStandingRecorded e => e.Person,
        ParticipantEvent.MenteeApplied e => e.Person,
        ParticipantEvent.MenteeRequestRecorded e => e.Person,
        ParticipantEvent.MenteeFormAssigned e => e.Person,
        ParticipantEvent.MenteeAddedToBase e => e.Person,
        ParticipantEvent.MenteeRemovedFromBase e => e.Person,
        ParticipantEvent.MentorApplied e => e.Person,
        ParticipantEvent.MentorAddedToBase e => e.Person,
        ParticipantEvent.MentorRemovedFromBase e => e.Person,
        ParticipantEvent.MentorSelected e => e.Person,
        ParticipantEvent.MentorRejected e => e.Person,
        _ => null,
    };

    private static PersonStatus? StandingIn(ParticipantEvent @event) => @event switch
    {
        ParticipantEvent.PersonStandingRecorded e => e.Standing,
        ParticipantEvent.MenteeApplied e => e.Standing,
        ParticipantEvent.MentorApplied e => e.Standing,
        _ => null,
    };
}
