using System.Numerics;

namespace MentorshipFlow.Programmes.Matching;

/// <summary>Rows are assigned to columns with seats: mentees to mentors, both in the order of their ids.</summary>
/// <param name="Scores">The score of each row and column, row by row, from 0; <see cref="Forbidden"/> where they may not meet.</param>
/// <param name="Seats">For each column the score of its first seat, its second and so on, from 0; never rising.</param>
public sealed record AssignmentProblem(int Rows, int Columns, int[] Scores, int[][] Seats)
{
    /// <summary>The score of a row and a column that may not meet.</summary>
    public const int Forbidden = -1;
}

/// <summary>The best assignment.</summary>
/// <param name="ColumnOf">The column of each row; <see cref="AssignmentProblem.Forbidden"/> for a row without one.</param>
/// <param name="Bonus">The value of one more assigned row: more than any scores can outweigh.</param>
/// <param name="Prices">
/// A price of each column, which proves that nothing is better. Whatever the prices are, no assignment is worth more than
/// Σ over rows of max(0, bonus + score − price of the column) + Σ over seats of max(0, price + score of the seat); with these
/// prices the assignment is worth exactly that.
/// </param>
public sealed record AssignmentSolution(int[] ColumnOf, int Bonus, int[] Prices);

/// <summary>
/// The assignment with the most rows, among these one with the highest score, and among these the one in which the first row has the
/// first possible column, then the second row, and so on. So the result is unique.
/// </summary>
/// <remarks>
/// Shortest augmenting paths with potentials (Dijkstra), one row at a time; a column beside the others has a seat for each row that finds
/// no other. Then the rows are moved to earlier columns along edges without reduced costs, which changes no sum. Whole numbers only.
/// </remarks>
public sealed class Assignment
{
    // Four times this fits into an int: no distance is longer.
    private const int MostPenalty = 400_000_000;
    private const int Sink = -1;

    private readonly AssignmentProblem problem;
    private readonly int nowhere;
    private readonly int stride;
    private readonly int bonus;
    private readonly int seatMost;
    private readonly int forbidden;
    private readonly int[] costs;
    private readonly int[] ofRow;
    private readonly int[] ofColumn;
    private readonly int[] columnOf;
    private readonly int[] placeOf;
    private readonly List<int>[] rowsOf;
    private readonly int[] distance;
    private readonly int[] before;
    private readonly int[] closed;

    private Assignment(AssignmentProblem problem)
    {
        this.problem = problem;
        var most = Math.Max(0, problem.Scores.DefaultIfEmpty(0).Max());
        seatMost = problem.Seats.Select(s => s.FirstOrDefault()).DefaultIfEmpty(0).Max();
        // A path that assigns one more row changes the column of at most as many rows as there are columns.
        var penalty = ((long)Math.Min(problem.Rows, problem.Columns) + 2) * (most + seatMost + 1L);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(penalty, MostPenalty);
        (bonus, forbidden) = ((int)penalty - most - seatMost, (int)penalty * 3);
        nowhere = problem.Columns;
        stride = (problem.Columns + 1 + Vector<int>.Count - 1) / Vector<int>.Count * Vector<int>.Count;
        (columnOf, placeOf, ofRow) = (new int[problem.Rows], new int[problem.Rows], new int[problem.Rows]);
        rowsOf = [.. Enumerable.Range(0, problem.Columns + 1).Select(_ => new List<int>())];
        (distance, before, closed) = (new int[stride], new int[stride], new int[stride]);
        ofColumn = new int[stride];
        for (var column = 0; column < problem.Columns; column++)
            if (problem.Seats[column].Length > 0) ofColumn[column] = -SeatCost(column, 0);
        costs = new int[problem.Rows * stride];
        Array.Fill(costs, forbidden);
        for (var row = 0; row < problem.Rows; row++)
        {
            for (var column = 0; column < problem.Columns; column++)
                if (problem.Scores[(row * problem.Columns) + column] is >= 0 and var score) costs[(row * stride) + column] = most - score;
            costs[(row * stride) + nowhere] = (int)penalty;
        }
    }

    /// <summary>Solves a problem.</summary>
    public static AssignmentSolution Solve(AssignmentProblem problem)
    {
        var assignment = new Assignment(problem);
        for (var row = 0; row < problem.Rows; row++) assignment.Add(row);
        assignment.PreferFirst();
        return new(
            [.. assignment.columnOf.Select(column => column == assignment.nowhere ? AssignmentProblem.Forbidden : column)],
            assignment.bonus,
            [.. assignment.ofColumn.Take(problem.Columns).Select(potential => -potential - assignment.seatMost)]);
    }

    private int SeatCost(int column, int taken) => column == nowhere ? 0 : seatMost - problem.Seats[column][taken];

    private bool HasSeat(int column) => column == nowhere || rowsOf[column].Count < problem.Seats[column].Length;

    // The reduced cost of one more row at a column, and of one row less.
    private int Entering(int column) => SeatCost(column, rowsOf[column].Count) + ofColumn[column];

    private int Leaving(int column) => -SeatCost(column, rowsOf[column].Count - 1) - ofColumn[column];

    private ReadOnlySpan<int> CostsOf(int row) => costs.AsSpan(row * stride, stride);

    private void Add(int row)
    {
        var own = CostsOf(row);
        var potential = int.MinValue;
        for (var column = 0; column <= nowhere; column++) potential = Math.Max(potential, ofColumn[column] - own[column]);
        ofRow[row] = potential;
        Array.Fill(distance, int.MaxValue);
        Array.Clear(closed);
        Relax(row, potential);

        var (last, length) = (nowhere, int.MaxValue);
        List<int> passed = [];
        while (Nearest() is var column && column >= 0 && distance[column] < length)
        {
            closed[column] = -1;
            passed.Add(column);
            if (HasSeat(column) && distance[column] + Entering(column) is var all && all < length) (last, length) = (column, all);
            foreach (var other in rowsOf[column]) Relax(other, distance[column] + ofRow[other]);
        }

        foreach (var column in passed)
        {
            ofColumn[column] += distance[column] - length;
            foreach (var other in rowsOf[column]) ofRow[other] += distance[column] - length;
        }

        ofRow[row] -= length;
        Shift(row, last);
    }

    // Moves the rows along the path: the new row takes the place of the one that moves on.
    private void Shift(int row, int last)
    {
        for (var column = last; ;)
        {
            var moving = before[column];
            var from = columnOf[moving];
            if (moving != row) Leave(moving);
            Enter(moving, column);
            if (moving == row) return;
            column = from;
        }
    }

    private void Relax(int row, int start)
    {
        var own = CostsOf(row);
        var (from, by) = (new Vector<int>(start), new Vector<int>(row));
        for (var at = 0; at < stride; at += Vector<int>.Count)
        {
            var known = new Vector<int>(distance, at);
            var reached = from + new Vector<int>(own[at..]) - new Vector<int>(ofColumn, at);
            var nearer = Vector.LessThan(reached, known);
            if (nearer == Vector<int>.Zero) continue;
            Vector.ConditionalSelect(nearer, reached, known).CopyTo(distance, at);
            Vector.ConditionalSelect(nearer, by, new Vector<int>(before, at)).CopyTo(before, at);
        }
    }

    // The first of the nearest columns that are not closed; -1 if there is none.
    private int Nearest()
    {
        var least = new Vector<int>(int.MaxValue);
        for (var at = 0; at < stride; at += Vector<int>.Count)
            least = Vector.Min(least, new Vector<int>(distance, at) | (new Vector<int>(closed, at) & new Vector<int>(int.MaxValue)));
        var nearest = int.MaxValue;
        for (var lane = 0; lane < Vector<int>.Count; lane++) nearest = Math.Min(nearest, least[lane]);
        if (nearest == int.MaxValue) return -1;
        for (var column = 0; column <= nowhere; column++)
            if (closed[column] == 0 && distance[column] == nearest) return column;
        return -1;
    }

    private void Enter(int row, int column)
    {
        (columnOf[row], placeOf[row]) = (column, rowsOf[column].Count);
        rowsOf[column].Add(row);
    }

    private void Leave(int row)
    {
        var rows = rowsOf[columnOf[row]];
        var moved = rows[^1];
        (rows[placeOf[row]], placeOf[moved]) = (moved, placeOf[row]);
        rows.RemoveAt(rows.Count - 1);
    }

    // Row by row: the first column that the row can have while all sums and the columns of earlier rows stay.
    private void PreferFirst()
    {
        var tight = new Bits(problem.Columns + 1, problem.Rows);
        for (var row = 0; row < problem.Rows; row++)
        {
            var own = CostsOf(row);
            for (var column = 0; column <= nowhere; column++)
                if (own[column] < forbidden && own[column] + ofRow[row] == ofColumn[column]) tight.Set(column, row);
        }

        var search = new Search(this, tight);
        for (var row = 0; row < problem.Rows; row++) search.Settle(row);
    }

    /// <summary>Searches backwards from a row's column for columns from which a chain of moves without costs leads to it.</summary>
    private sealed class Search(Assignment assignment, Bits tight)
    {
        private readonly ulong[] movable = Bits.Ones(assignment.problem.Rows);
        private readonly ulong[] unseen = new ulong[(assignment.problem.Rows + 63) / 64];
        private readonly bool[] reached = new bool[assignment.nowhere + 1];
        private readonly (int Row, int To)[] step = new (int, int)[assignment.nowhere + 1];
        private readonly Queue<int> open = new();
        private int relieved;

        public void Settle(int row)
        {
            movable[row / 64] &= ~(1UL << (row % 64));
            var home = assignment.columnOf[row];
            var wished = Enumerable.Range(0, home).Where(column => tight.Has(column, row)).ToList();
            if (wished.Count == 0) return;
            Reach(home, wished[0]);
            var found = wished.FindIndex(column => reached[column]);
            if (found >= 0) Move(row, wished[found], home);
        }

        private void Reach(int home, int first)
        {
            Array.Clear(reached);
            movable.CopyTo(unseen, 0);
            open.Clear();
            relieved = Sink;
            reached[home] = true;
            open.Enqueue(home);
            while (!reached[first] && open.TryDequeue(out var column))
            {
                foreach (var row in tight.Take(column, unseen)) Found(assignment.columnOf[row], row, column);
                if (relieved != Sink || assignment.rowsOf[column].Count == 0 || assignment.Leaving(column) != 0) continue;
                relieved = column;
                for (var other = 0; other <= assignment.nowhere; other++)
                    if (assignment.HasSeat(other) && assignment.Entering(other) == 0) Found(other, Sink, column);
            }
        }

        private void Found(int column, int row, int to)
        {
            if (reached[column]) return;
            (reached[column], step[column]) = (true, (row, to));
            open.Enqueue(column);
        }

        private void Move(int row, int first, int home)
        {
            Put(row, first);
            for (var column = first; column != home; column = step[column].To)
                if (step[column].Row is var next && next != Sink) Put(next, step[column].To);
        }

        private void Put(int row, int column)
        {
            assignment.Leave(row);
            assignment.Enter(row, column);
        }
    }

    /// <summary>A table of bits.</summary>
    private sealed class Bits(int rows, int columns)
    {
        private readonly int words = (columns + 63) / 64;
        private readonly ulong[] all = new ulong[rows * ((columns + 63) / 64)];

        public static ulong[] Ones(int count)
        {
            var ones = new ulong[(count + 63) / 64];
            for (var i = 0; i < count; i++) ones[i / 64] |= 1UL << (i % 64);
            return ones;
        }

        public void Set(int row, int column) => all[(row * words) + (column / 64)] |= 1UL << (column % 64);

        public bool Has(int row, int column) => (all[(row * words) + (column / 64)] & (1UL << (column % 64))) != 0;

        /// <summary>Takes the bits of a row that are still in a set out of the set.</summary>
        public IEnumerable<int> Take(int row, ulong[] from)
        {
            for (var word = 0; word < words; word++)
            {
                var bits = all[(row * words) + word] & from[word];
                from[word] &= ~bits;
                for (; bits != 0; bits &= bits - 1) yield return (word * 64) + BitOperations.TrailingZeroCount(bits);
            }
        }
    }
}
