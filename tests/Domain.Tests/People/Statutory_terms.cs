using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.People;

namespace MentorshipFlow.Domain.Tests.People;

public sealed class Statutory_terms
{
    private static readonly string Shipped = TargetModel.Repository("src/Workflows/Privacy/privacy-terms.v1.json");

    [Theory]
    [InlineData(ErasureGround.ConsentWithdrawn, "2026-01-31", "2026-03-02")]
    [InlineData(ErasureGround.UnlawfulProcessing, "2026-11-02", "2026-11-17")]
    [InlineData(ErasureGround.SubjectDemand, "2026-12-30", "2027-01-18")]
    public void Count_calendar_or_working_days_from_the_day_after_receipt(ErasureGround ground, string received, string due)
    {
        var terms = PrivacyTerms.Parse(Shipped);

        Assert.Equal(Day(due), terms.DueOn(terms.Of(ground), Day(received)));
    }

    [Theory]
    [InlineData("demand-7", "2027-01-18", "2027-01-25")]
    [InlineData("unlawful-10", "2026-12-29", "2027-01-13")]
    public void Are_extended_from_their_last_day(string code, string due, string extended) =>
        Assert.Equal(Day(extended), PrivacyTerms.Parse(Shipped).Extended(code, Day(due))!.DueOn);

    [Theory]
    [InlineData("withdrawal-30"), InlineData("purpose-30"), InlineData("of-another-file")]
    public void Are_not_extended_without_an_extension_in_the_document(string code) =>
        Assert.Null(PrivacyTerms.Parse(Shipped).Extended(code, Day("2026-11-02")));

    [Theory]
    [InlineData("\"days\": 5", "\"days\": 0")]
    [InlineData("\"article\": \"152-ФЗ, ст. 21 ч. 6\"", "\"article\": \" \"")]
    [InlineData("\"days\": 30", "\"days\": 0")]
    [InlineData("\"purpose-30\"", "\"withdrawal-30\"")]
    [InlineData("\"01-02\"", "\"02-30\"")]
    [InlineData("\"actKeptYears\": 3", "\"actKeptYears\": 0")]
    [InlineData("\"purposeAchieved\"", "\"consentWithdrawn\"")]
    [InlineData("\"count\": \"working\"", "\"count\": \"lunar\"")]
    [InlineData("\"version\": 1", "\"versions\": 1")]
    public void Are_refused_with_a_fault(string was, string forged) =>
        Assert.Throws<FormatException>(() => PrivacyTerms.Parse(Shipped.Replace(was, forged, StringComparison.Ordinal)));

    private static DateOnly Day(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", global::System.Globalization.CultureInfo.InvariantCulture);
}
