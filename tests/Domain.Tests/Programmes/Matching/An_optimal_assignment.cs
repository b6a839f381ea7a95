using MentorshipFlow.Programmes.Matching;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>Compared with every possible assignment of small problems, and proven by its prices for large ones.</summary>
public sealed class An_optimal_assignment
{
    [Theory]
    [InlineData(3), InlineData(12), InlineData(100)]
    public void Is_the_best_of_all_and_the_first_of_the_best(int scores)
    {
        var random = new RandomSource(17);
        for (var n = 0; n < 2_000; n++)
        {
            var problem = Small(random, scores);
            var solution = Assignment.Solve(problem);
            Assert.Equal(BestOfAll(problem), solution.ColumnOf);
            Assert.Equal(Bound(problem, solution), Worth(problem, solution));
        }
    }

    [Fact]
    public void Has_as_many_rows_as_possible_whatever_the_scores() =>
        Assert.Equal([1, 0], Assignment.Solve(new(2, 2, [100, 0, 0, AssignmentProblem.Forbidden], [[0], [0]])).ColumnOf);

    [Fact]
    public void Fills_the_better_seats_first() =>
        Assert.Equal([0, 0, 1], Assignment.Solve(new(3, 2, [5, 5, 5, 5, 5, 5], [[9, 6], [8, 1]])).ColumnOf);

    [Fact]
    public void Prefers_the_first_columns_for_the_first_of_many_rows()
    {
        const int Many = 150;
        int[] same = [.. Enumerable.Repeat(7, Many * Many)], one = [0];
        Assert.Equal(
            Enumerable.Range(0, Many), Assignment.Solve(new(Many, Many, same, [.. Enumerable.Repeat(one, Many)])).ColumnOf);
        Assert.Equal(
            Enumerable.Range(0, Many).Select(row => row / 75),
            Assignment.Solve(new(Many, 2, same[..(2 * Many)], [new int[75], new int[75]])).ColumnOf);
        // The last row may have only the first column, so each other row has the next one.
        int[] scores = [.. same];
        Array.Fill(scores, AssignmentProblem.Forbidden, (Many - 1) * Many, Many);
        scores[(Many - 1) * Many] = 7;
        Assert.Equal(
            [.. Enumerable.Range(1, Many - 1), 0], Assignment.Solve(new(Many, Many, scores, [.. Enumerable.Repeat(one, Many)])).ColumnOf);
    }

    [Fact]
    public void Is_found_without_rows_or_columns()
    {
        Assert.Empty(Assignment.Solve(new(0, 1, [], [[0]])).ColumnOf);
        Assert.Equal([AssignmentProblem.Forbidden, AssignmentProblem.Forbidden], Assignment.Solve(new(2, 0, [], [])).ColumnOf);
        Assert.Equal([AssignmentProblem.Forbidden], Assignment.Solve(new(1, 1, [7], [[]])).ColumnOf);
    }

    [Fact]
    public void Is_refused_where_numbers_would_overflow() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Assignment.Solve(new(1, 1, [500_000_000], [[0]])));

    /// <summary>An upper bound of the worth of every assignment, from the prices alone.</summary>
    internal static long Bound(AssignmentProblem problem, AssignmentSolution solution)
    {
        long bound = 0;
        for (var row = 0; row < problem.Rows; row++)
        {
            long best = 0;
            for (var column = 0; column < problem.Columns; column++)
                if (problem.Scores[(row * problem.Columns) + column] is >= 0 and var score)
                    best = Math.Max(best, (long)solution.Bonus + score - solution.Prices[column]);
            bound += best;
        }

        return bound + problem.Seats.Index().Sum(c => c.Item.Sum(seat => Math.Max(0L, (long)solution.Prices[c.Index] + seat)));
    }

    internal static long Worth(AssignmentProblem problem, AssignmentSolution solution)
    {
        var (rows, score) = Value(problem, solution.ColumnOf);
        return ((long)rows * solution.Bonus) + score;
    }

    private static AssignmentProblem Small(RandomSource random, int scores)
    {
        var (rows, columns) = (1 + random.Below(5), 1 + random.Below(4));
        return new(
            rows, columns,
            [.. Some(rows * columns).Select(_ => random.OneIn(4) ? AssignmentProblem.Forbidden : random.Below(scores))],
            [.. Some(columns).Select(_ => Some(random.Below(3)).Select(_ => random.Below(scores)).OrderDescending().ToArray())]);

        static IEnumerable<int> Some(int count) => Enumerable.Range(0, count);
    }

    private static int[] BestOfAll(AssignmentProblem problem)
    {
        int[] best = [.. Enumerable.Repeat(AssignmentProblem.Forbidden, problem.Rows)];
        var chosen = best.ToArray();
        var most = Value(problem, best);
        Try(0);
        return best;

        // Columns are tried in order and "none" last, so the first of several best ones is the one that is wanted.
        void Try(int row)
        {
            if (row == problem.Rows)
            {
                var value = Value(problem, chosen);
                if (value.CompareTo(most) > 0 || (value == most && Precedes(chosen, best))) (best, most) = (chosen.ToArray(), value);
                return;
            }

            foreach (var column in Enumerable.Range(0, problem.Columns).Append(AssignmentProblem.Forbidden))
            {
                if (column >= 0 && (problem.Scores[(row * problem.Columns) + column] < 0
                    || chosen.Take(row).Count(c => c == column) == problem.Seats[column].Length)) continue;
                chosen[row] = column;
                Try(row + 1);
            }
        }
    }

    private static bool Precedes(int[] one, int[] other) =>
        one.Zip(other).FirstOrDefault(p => p.First != p.Second) is var (first, second) && first != second
            && (uint)first < (uint)second;

    private static (int Rows, long Score) Value(AssignmentProblem problem, int[] columnOf) => (
        columnOf.Count(c => c >= 0),
        columnOf.Index().Where(c => c.Item >= 0).Sum(c => (long)problem.Scores[(c.Index * problem.Columns) + c.Item])
            + columnOf.Where(c => c >= 0).GroupBy(c => c).Sum(g => problem.Seats[g.Key].Take(g.Count()).Sum(seat => (long)seat)));
}
