using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.People;

/// <summary>Tells programmes the new standing of their participants, in the decision that changes it.</summary>
internal static class Told
{
    /// <summary>The appends to the streams of programmes.</summary>
    /// <param name="standings">New standings, by programme.</param>
    public static async Task<List<StreamAppend>> To(
        ILookup<Guid, ParticipantEvent.PersonStandingRecorded> standings, StreamFold<Programme> programmes, CommandContext context,
        TimeProvider clock, CancellationToken stop)
    {
        List<StreamAppend> appends = [];
        foreach (var told in standings)
        {
            var stream = StreamNames.Programme(told.Key);
            var state = await programmes.Current(stream, stop);
            // A closed programme is updated only if its closing is voided, so demand that this does not happen in between.
            appends.Add(state.Closed
                ? StreamAppend.Unmoved(stream, state.Version)
                : new(stream, state.Version, context.Propose([.. told], clock),
                    told.Aggregate(state, (s, e) => s.Evolve(e, context.Foreseen(s.Version + 1)))));
        }

        return appends;
    }
}
