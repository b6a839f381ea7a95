namespace MentorshipFlow.Programmes.Matching;

/// <summary>A proposed mentor and mentee.</summary>
/// <param name="Score">The sum of the points.</param>
/// <param name="Points">Part by part, in the order of the weights.</param>
public sealed record ProposedPair(Guid Mentor, Guid Mentee, int Score, IReadOnlyList<int> Points);

/// <summary>The number of mentors that a constraint keeps from a mentee. Each mentor is counted once, under the first constraint.</summary>
public sealed record MatchBarrier(MatchConstraint Constraint, int Mentors);

/// <summary>A mentee without a proposed mentor.</summary>
/// <param name="Possible">Mentors who meet every constraint, and whose seats others have.</param>
public sealed record UnmatchedMentee(Guid Mentee, int Possible, IReadOnlyList<MatchBarrier> Barriers);

/// <summary>A mentor and a mentee who ranked each other and each would rather have the other than what is proposed.</summary>
public sealed record BlockingPair(Guid Mentor, Guid Mentee);

/// <summary>
/// The proposal for a cohort. Algorithm <see cref="Algorithm"/>, version <see cref="Version"/>: among the assignments that keep every
/// constraint one with the most mentees, among these one with the highest score, and among these the one in which the first mentee by id
/// has the first mentor by id, then the second mentee, and so on. It is the same for every order of the cohort's lists.
/// </summary>
/// <param name="Pairs">In the order of the mentees' ids.</param>
/// <param name="Unmatched">In the order of ids.</param>
/// <param name="Blocking">By mentee, then mentor.</param>
public sealed record MatchProposal(
    IReadOnlyList<ProposedPair> Pairs, IReadOnlyList<UnmatchedMentee> Unmatched, IReadOnlyList<BlockingPair> Blocking)
{
    /// <summary>The name of the algorithm, as events hold it.</summary>
    public const string Algorithm = "optimal-assignment";

    /// <summary>The version of the algorithm. A released one never changes its result.</summary>
    public const int Version = 1;

    /// <summary>Computes the proposal.</summary>
    public static MatchProposal Of(Cohort cohort)
    {
        var table = new PairTable(cohort);
        var columnOf = Assignment.Solve(Problem(table)).ColumnOf;
        var taken = new int[table.Mentors.Count];
        List<ProposedPair> pairs = [];
        List<UnmatchedMentee> unmatched = [];
        foreach (var (row, mentee) in table.Mentees.Index())
        {
            if (columnOf[row] is var column && column == AssignmentProblem.Forbidden)
            {
                unmatched.Add(WithoutMentor(table, row));
                continue;
            }

            var points = table.Points(row, column, taken[column]++);
            pairs.Add(new(table.Mentors[column].Person, mentee.Person, points.Sum(), points));
        }

        return new(pairs, unmatched, [.. BlockedBy(table, columnOf, taken)]);
    }

    /// <summary>The problem of a cohort.</summary>
    public static AssignmentProblem Problem(PairTable table)
    {
        var (rows, columns) = (table.Mentees.Count, table.Mentors.Count);
        var scores = new int[rows * columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                scores[(row * columns) + column] =
                    table.Barrier(row, column) is null ? table.Score(row, column) : AssignmentProblem.Forbidden;
        return new(rows, columns, scores, [.. Enumerable.Range(0, columns).Select(table.Seats)]);
    }

    private static UnmatchedMentee WithoutMentor(PairTable table, int mentee)
    {
        var barriers = Enumerable.Range(0, table.Mentors.Count).Select(mentor => table.Barrier(mentee, mentor)).ToList();
        return new(
            table.Mentees[mentee].Person, barriers.Count(b => b is null),
            [.. barriers.OfType<MatchConstraint>().GroupBy(b => b).OrderBy(b => b.Key).Select(b => new MatchBarrier(b.Key, b.Count()))]);
    }

    private static IEnumerable<BlockingPair> BlockedBy(PairTable table, int[] columnOf, int[] taken)
    {
        var matched = columnOf.Index().ToLookup(m => m.Item, m => m.Index);
        for (var mentee = 0; mentee < columnOf.Length; mentee++)
        {
            for (var mentor = 0; mentor < taken.Length; mentor++)
            {
                var (byMentee, byMentor) = (table.RankByMentee(mentee, mentor), table.RankByMentor(mentee, mentor));
                if (byMentee == 0 || byMentor == 0 || columnOf[mentee] == mentor || table.Barrier(mentee, mentor) is not null) continue;
                var menteeWould = columnOf[mentee] == AssignmentProblem.Forbidden
                    || IsBehind(table.RankByMentee(mentee, columnOf[mentee]), byMentee);
                var mentorWould = taken[mentor] < table.FreeSeats(mentor)
                    || matched[mentor].Any(other => IsBehind(table.RankByMentor(other, mentor), byMentor));
                if (menteeWould && mentorWould) yield return new(table.Mentors[mentor].Person, table.Mentees[mentee].Person);
            }
        }
    }

    private static bool IsBehind(int rank, int than) => rank == 0 || rank > than;
}
