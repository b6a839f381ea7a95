using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Numbers of both registers, and facts about all mentors.</summary>
public sealed class ReadParticipants : UseCase
{
    /// <summary>A code with its count.</summary>
    public sealed record Count(string Code, int Number);

    /// <summary>A category of requests with its count.</summary>
    /// <param name="Title">Absent for a code of the school's own.</param>
    public sealed record CategoryCount(string Code, Wording? Title, int Number);

    /// <param name="MenteesByForm">Only mentees in the register.</param>
    /// <param name="RequestsByCategory">Only requests of mentees in the register.</param>
    /// <param name="ReadyCapacityByForm">Free places of the ready mentors; a mentor of two forms counts in each.</param>
    public sealed record Counts(
        IReadOnlyList<Count> MenteesByStatus, IReadOnlyList<Count> MenteesByForm,
        IReadOnlyList<CategoryCount> RequestsByCategory, int LateMentees,
        IReadOnlyList<Count> MentorsByStatus,
        IReadOnlyList<Count> MentorsByCategory, IReadOnlyList<Count> ReadyCapacityByForm, int LateMentors);

    /// <param name="Kind">The event's name, such as <c>expert_engaged</c>.</param>
    public sealed record Fact(Guid Id, string Kind, object Recorded);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ReadProgramme("/participants", new("Participants", "countParticipants", "Both bases in numbers",
            "By status, form, category and request.", Takes.Reading)
        {
            Answer = typeof(Counts),
        }, (http, found) => Answers.Json(Of(found.State, Caller.Of(http).Today)));

        routes.ReadProgramme("/training", new("Training", "listTraining", "The training of mentors",
            "Experts, materials, plans, sessions, informing and shortages that count, in the order of their ids.",
            [.. Takes.Reading, Role.Methodologist])
        {
            Answer = typeof(Paged<Fact>), Query = Page.Query,
        }, (http, found) => Page.Answer(http, found.State.Participants.Facts
            .Where(f => f.Value is not ParticipantEvent.PairProposed)
            .Select(f => new Fact(f.Key, EventCodec.NameOf(f.Value), f.Value)), f => f.Id));
    }

    private static Counts Of(Programme state, DateOnly today)
    {
        var room = state.Participants;
        var (mentees, mentors) = (room.Mentees.Values.Where(m => m.InBase).ToList(), room.Mentors.Values.Where(m => m.AvailableOn(today))
            .ToList());
        return new(
            By(room.Mentees.Values.Select(m => Kebab.Of(ReadMentees.Of(m).ToString()))),
            By(mentees.Select(m => m.Form?.Form).OfType<string>()),
            [
                .. By(mentees.SelectMany(m => m.Requests.Select(r => r.Category)))
                    .Select(c => new CategoryCount(c.Code, RequestCategories.Of(c.Code), c.Number)),
            ],
            mentees.Count(m => m.LateJoin),
            By(room.Mentors.Values.Select(m => Kebab.Of(ReadMentors.Of(state, m, today).ToString()))),
            By(mentors.Select(m => Kebab.Of($"{m.Category}"))),
            [.. mentors.Where(m => PersonalPath.IsReady(state, m, today))
                .SelectMany(m => m.Offer.Forms.Select(f => (Form: f, m.Offer.Capacity))).GroupBy(f => f.Form)
                .Select(g => new Count(g.Key, g.Sum(f => f.Capacity))).OrderBy(c => c.Code, StringComparer.Ordinal)],
            mentors.Count(m => m.LateJoin));
    }

    private static IReadOnlyList<Count> By(IEnumerable<string> codes) =>
        [.. codes.GroupBy(c => c).Select(g => new Count(g.Key, g.Count())).OrderBy(c => c.Code, StringComparer.Ordinal)];
}
