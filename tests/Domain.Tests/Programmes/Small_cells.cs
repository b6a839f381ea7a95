using MentorshipFlow.Programmes.Surveys;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>Small numbers of a line whose total is known.</summary>
public sealed class Small_cells
{
    [Fact]
    public void Are_hidden_with_the_first_larger_one_in_the_order_of_the_line() =>
        Assert.Equal([null, 0, null, 5], SmallCells.Hide([9, 0, 2, 5]));

    [Fact]
    public void Take_further_ones_along_until_enough_persons_are_hidden() =>
        Assert.Equal([null, null, null, 5], SmallCells.Hide([3, 1, 4, 5]));

    [Fact]
    public void Hide_the_whole_line_when_there_are_too_few_persons() => Assert.Null(SmallCells.Hide([0, 2, 3]));

    [Fact]
    public void Are_not_found_in_a_line_of_zeros_and_large_numbers() => Assert.Equal([0, 3, 40], SmallCells.Hide([0, 3, 40]));

    /// <summary>Every line of one to four cells, seen by somebody who knows the total and this very rule: for each hidden cell several
    /// numbers remain possible.</summary>
    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 30)]
    [InlineData(3, 20)]
    [InlineData(4, 12)]
    public void Cannot_be_worked_out_from_the_total_and_the_shown_ones(int cells, int below)
    {
        // A line with this total or more may also have a cell that is not walked here.
        var shown = Lines(cells, below).Select(line => (Line: line, Hidden: SmallCells.Hide(line)))
            .Where(l => l.Hidden is not null && l.Line.Sum() < below)
            .GroupBy(l => $"{string.Join(' ', l.Hidden!.Select(c => c is null ? "?" : $"{c}"))} = {l.Line.Sum()}").ToList();

        Assert.NotEmpty(shown);
        Assert.All(shown, same => Assert.All(Enumerable.Range(0, cells).Where(i => same.First().Hidden![i] is null),
            i => Assert.True(same.Select(l => l.Line[i]).Distinct().Count() > 1, same.Key)));
    }

    private static IEnumerable<int[]> Lines(int cells, int below) => cells == 0 ? [[]]
        : Lines(cells - 1, below).SelectMany(line => Enumerable.Range(0, below).Select(last => (int[])[.. line, last]));
}
