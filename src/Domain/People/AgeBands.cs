namespace MentorshipFlow.People;

/// <summary>Age bands for events, computed from the birth date, which stays in the vault.</summary>
public static class AgeBands
{
    /// <summary>The age of majority, from which a person signs alone.</summary>
    public const int Majority = 18;

    /// <summary>Full years on a day. A person born on 29 February turns a year older on 1 March in common years.</summary>
    public static int Years(DateOnly born, DateOnly on) =>
        on.Year - born.Year - ((on.Month, on.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);

    /// <summary>The band on a day.</summary>
    public static AgeBand Of(DateOnly born, DateOnly on) => Years(born, on) switch
    {
        < 10 => AgeBand.UnderTen,
        < 14 => AgeBand.TenToThirteen,
        14 => AgeBand.Fourteen,
        < Majority => AgeBand.FifteenToSeventeen,
        < 20 => AgeBand.EighteenToNineteen,
        < 36 => AgeBand.TwentyToThirtyFive,
        _ => AgeBand.OverThirtyFive,
    };

    /// <summary>The day on which a person comes of age.</summary>
    public static DateOnly MajorityOf(DateOnly born)
    {
        var day = born.AddYears(Majority);
        return day.Day == born.Day ? day : day.AddDays(1);
    }

    /// <summary>Eighteen or older.</summary>
    public static bool IsAdult(this AgeBand band) => band >= AgeBand.EighteenToNineteen;
}
