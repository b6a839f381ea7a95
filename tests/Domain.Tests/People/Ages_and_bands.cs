using MentorshipFlow.People;

namespace MentorshipFlow.Domain.Tests.People;

public sealed class Ages_and_bands
{
    private static readonly DateOnly Born = new(2008, 3, 15);

    [Theory]
    [InlineData(10, AgeBand.UnderTen, AgeBand.TenToThirteen)]
    [InlineData(14, AgeBand.TenToThirteen, AgeBand.Fourteen)]
    [InlineData(15, AgeBand.Fourteen, AgeBand.FifteenToSeventeen)]
    [InlineData(18, AgeBand.FifteenToSeventeen, AgeBand.EighteenToNineteen)]
    [InlineData(20, AgeBand.EighteenToNineteen, AgeBand.TwentyToThirtyFive)]
    [InlineData(36, AgeBand.TwentyToThirtyFive, AgeBand.OverThirtyFive)]
    public void Change_on_the_birthday_and_not_the_day_before(int years, AgeBand before, AgeBand after)
    {
        var birthday = Born.AddYears(years);
        Assert.Equal((before, after), (AgeBands.Of(Born, birthday.AddDays(-1)), AgeBands.Of(Born, birthday)));
    }

    [Theory]
    [InlineData(2022, 2, 28, 13), InlineData(2022, 3, 1, 14), InlineData(2024, 2, 28, 15), InlineData(2024, 2, 29, 16)]
    public void Born_on_a_leap_day_change_on_the_first_of_March_of_a_common_year(int year, int month, int day, int years) =>
        Assert.Equal(years, AgeBands.Years(new(2008, 2, 29), new(year, month, day)));

    [Theory]
    [InlineData(2008, 3, 15, 2026, 3, 15), InlineData(2008, 2, 29, 2026, 3, 1)]
    public void Majority_begins_on_the_day_on_which_the_band_changes(int y, int m, int d, int year, int month, int day)
    {
        var (born, majority) = (new DateOnly(y, m, d), new DateOnly(year, month, day));
        Assert.Equal(majority, AgeBands.MajorityOf(born));
        Assert.True(AgeBands.Of(born, majority).IsAdult());
        Assert.False(AgeBands.Of(born, majority.AddDays(-1)).IsAdult());
    }
}
