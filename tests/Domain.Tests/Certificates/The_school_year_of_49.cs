using MentorshipFlow.Domain.Tests.Definitions;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class The_school_year_of_49
{
    private static readonly History Year = School49.Year();
    private static readonly Certificate Certificate = Year.Certificate(School49.Parameters);

    [Fact]
    public void Gives_this_certificate_byte_for_byte() =>
        Assert.Equal(TargetModel.Expected("tests/Domain.Tests/Certificates/school-49.certificate.txt", Certificate.Text), Certificate.Text);

    [Theory]
    [InlineData("ru-RU")]
    [InlineData("en-US")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Gives_the_same_bytes_in_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal((Certificate.Text, Certificate.Json),
                (Year.Certificate(School49.Parameters).Text, Year.Certificate(School49.Parameters).Json));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Names_its_format_in_the_first_line() =>
        Assert.StartsWith("mentorshipflow certificate v1\n", Certificate.Text, StringComparison.Ordinal);

    [Fact]
    public void Hashes_to_what_sha256sum_prints() =>
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Certificate.Text))),
            Certificate.ContentHash);

    [Fact]
    public void Has_canonical_json() => Assert.True(CanonicalJson.IsCanonical(Certificate.Json));

    [Fact]
    public void Says_the_same_in_json()
    {
        var stage4 = JsonDocument.Parse(Certificate.Json).RootElement.GetProperty("roadmap").GetProperty("stages")[3];
        Assert.Equal(
            (6, "83.3", 3),
            (stage4.GetProperty("done").GetInt32(), stage4.GetProperty("onTimePercent").GetString(),
                stage4.GetProperty("mostDaysLate").GetInt32()));
    }

    [Fact]
    public void Is_rebuilt_from_what_was_issued()
    {
        var after = Issued();
        var issued = after.Entries.Select(entry => entry.Event).OfType<CertificationEvent.CertificateIssued>().Single();
        var rebuilt = History.CertificateOf([.. after.Entries.Take(issued.UpToVersion)], CertificateParameters.Of(issued));
        Assert.Equal(issued.ContentHash, rebuilt.ContentHash);
    }

    [Fact]
    public void Is_rebuilt_from_the_entries_of_an_export()
    {
        var after = Issued();
        var issued = after.Entries.Select(entry => entry.Event).OfType<CertificationEvent.CertificateIssued>().Single();
        (Entry, DomainEvent)[] history =
            [.. after.Ledger.Zip(after.Entries, (entry, read) => (entry, (DomainEvent)read.Event)).Take(issued.UpToVersion)];
        Assert.Equal(Certificate.Text, CertificateRebuild.Text(History.Programme, history, TargetModel.WithoutPeople, issued));
        Assert.Equal("", CertificateRebuild.Text(History.Programme, history, null, issued));
    }

    [Fact]
    public void Ends_with_the_approval_that_the_certificate_is_evidence_of() =>
        Assert.Equal(
            ProgrammeStatus.Completed,
            Issued().Approve(7, Certificate.ContentHash).Do(School49.Curator, new CharterCommand.CompleteProgramme()).State.Status);

    private static History Issued()
    {
        var p = School49.Parameters;
        return School49.Year().On("2022-08-29").Do(School49.Curator, new CertificationCommand.IssueCertificate(
            p.Id, p.Number, p.Date, Year.Entries.Count, MentorshipFlow.Certificates.Certificate.Format, Certificate.ContentHash,
            p.Conclusions, p.Signatory, p.SignatoryPosition, p.Replaces));
    }
}
