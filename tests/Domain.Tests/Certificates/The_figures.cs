using MentorshipFlow.Certificates.Sections;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class The_figures
{
    [Theory]
    [InlineData(5, 6, "83,3")]
    [InlineData(8, 9, "88,9")]
    [InlineData(1, 3, "33,3")]
    [InlineData(2, 3, "66,7")]
    [InlineData(0, 7, "0,0")]
    [InlineData(7, 7, "100,0")]
    [InlineData(1, 16, "6,3")]
    [InlineData(1, 2000, "0,1")]
    [InlineData(1, 2001, "0,0")]
    public void Round_half_away_from_zero_to_one_decimal_with_a_comma(int part, int whole, string expected) =>
        Assert.Equal(expected, Figures.Russian(Figures.Percent(part, whole)));

    [Fact]
    public void Have_no_answer_where_there_is_nothing_to_divide_by() => Assert.Null(Figures.Percent(0, 0));

    [Theory]
    [InlineData(new[] { 3 }, "3,0")]
    [InlineData(new[] { 5, 1, 3 }, "3,0")]
    [InlineData(new[] { 4, 1, 3, 100 }, "3,5")]
    [InlineData(new[] { 0, 0, 0, 8 }, "0,0")]
    public void Take_the_middle_or_the_mean_of_the_two_in_the_middle(int[] values, string expected) =>
        Assert.Equal(expected, Figures.Russian(Figures.Median(values)));

    [Fact]
    public void Have_no_median_of_nothing() => Assert.Null(Figures.Median([]));

    [Fact]
    public void Stand_in_json_as_strings_with_a_point() => Assert.Equal("83.3", Figures.Invariant(Figures.Percent(5, 6)));
}
