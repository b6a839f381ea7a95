using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>
/// Keeps the pairs of a register as proposals for stage 5, in one decision after its persons were imported. Who was not taken is in no
/// proposal.
/// </summary>
public sealed class PairProposals(
    StreamEngine<Programme> engine, StreamFold<Programme> programmes, DefinitionLibrary definitions, PersonVault vault)
{
    /// <summary>Proposes the pairs, or counts those that would be proposed when the context is a dry run.</summary>
    /// <param name="newId">As of the import.</param>
    /// <param name="refused">Rows that were not taken.</param>
    /// <returns>The number of proposals, or the outcome that prevented them.</returns>
    internal async Task<(int Proposed, Outcome<Programme>? BrokenOff)> Propose(
        Guid programme, IReadOnlyList<RegisterPair> pairs, ImportAnswers answers, CommandContext context,
        Func<RegisterRow, string, Guid> newId, IReadOnlySet<RowPlace> refused, CancellationToken stop)
    {
        var stream = StreamNames.Programme(programme);
        var state = await programmes.Current(stream, stop);
        RegisterRow[] rows = [.. pairs.SelectMany(p => new[] { p.Mentor, p.Mentee }).DistinctBy(r => r.Place)];
        var persons = await Persons(state, rows, answers, context, newId, stop);
        var known = state.Participants.Of<ParticipantEvent.PairProposed>().Select(p => (p.Mentor, p.Mentee)).ToHashSet();
        if (context.DryRun)
        {
            return (pairs.Count(p => !refused.Contains(p.Mentor.Place) && !refused.Contains(p.Mentee.Place)
                && !(persons.TryGetValue(p.Mentor.Place, out var a) && persons.TryGetValue(p.Mentee.Place, out var b)
                    && known.Contains((a, b)))), null);
        }

        ParticipantEvent.PairProposed[] proposed =
        [
            .. pairs.Where(p => persons.ContainsKey(p.Mentor.Place) && persons.ContainsKey(p.Mentee.Place))
                .Select(p => new ParticipantEvent.PairProposed(newId(p.Mentee, "pair"), persons[p.Mentor.Place], persons[p.Mentee.Place]))
                .Where(p => p.Mentor != p.Mentee),
        ];
        if (proposed.Length == 0) return (0, null);
        var definition = await definitions.Get(state.Definition!, stop);
        var outcome = await engine.Decide(
            stream, context, (now, _) => new(ProgrammeDecider.Decide(now, new ParticipantCommand.ProposePairs(proposed), context.Issued,
                definition)), now => now, stop);
        return outcome switch
        {
            Outcome<Programme>.Done done => (done.Entries.Count, null),
            Outcome<Programme>.Refused => (0, null),
            _ => (0, outcome),
        };
    }

    // Of each row the person who takes part: registered by this import, named by the caller, or known by name and birth date.
    private async Task<IReadOnlyDictionary<RowPlace, Guid>> Persons(Programme state, RegisterRow[] rows, ImportAnswers answers,
        CommandContext context, Func<RegisterRow, string, Guid> newId, CancellationToken stop)
    {
        var same = await vault.Same(context.Organisation, Array.ConvertAll(rows, ImportPlan.Details), stop);
        var known = new KnownPersons(vault, context.Organisation, context.Issued.AsOf);
        var alike = RowsAlike.Find(rows);
        Dictionary<RowPlace, Guid> persons = [];
        foreach (var (row, found) in rows.Zip(same))
        {
            var answer = answers.Persons.Of(row.Place);
            Guid?[] perhaps = [newId(row, "person"), answer?.Person, found.Persons is [var one] ? one : null];
            if (answer is { Same: true })
            {
                Guid? earlier = alike.TryGetValue(row.Place, out var like) && persons.TryGetValue(like.Place, out var id) ? id : null;
                perhaps = [.. perhaps, earlier, (await known.Like(row, stop))?.Persons is [var resembled] ? resembled : null];
            }

            if (perhaps.FirstOrDefault(p => p is { } one && TakesPart(state, row.Side, one)) is { } person) persons[row.Place] = person;
        }

        return persons;
    }

    private static bool TakesPart(Programme state, Side side, Guid person) =>
        side == Side.Mentor ? state.Participants.Mentors.ContainsKey(person) : state.Participants.Mentees.ContainsKey(person);
}
