using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Certificates;
using MentorshipFlow.Certificates.V3;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class The_released_formats
{
    private static readonly History Year = Everybody.Year();

    // Made by the program that issued them. A change here means that issued certificates differ from their hashes.
    [Theory]
    [InlineData(1, "c8b8b891a3efa77c594aa5d316a4504c0dcc9478577320dd6bb53d7c939779ef", "b557d69ba451e3da4fbf521d359d05ddb54d7f6df414be56e00a4e52374a312d")]
    [InlineData(2, "c6950cccd30913687c684a61d63877ba3f639d183a779ab1066b6c7df387b011", "e86005b3ff3d9c47b43e1969cb1c6b757a5133af39669c93ced28ba3a10dc3f2")]
    public void Give_the_bytes_that_they_always_gave(int format, string text, string json)
    {
        var certificate = Year.In(format, School49.Parameters);
        Assert.Equal((text, json), (certificate.ContentHash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(certificate.Json)))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Give_this_text_line_by_line(int format) =>
        Assert.Equal(TargetModel.Repository($"tests/Domain.Tests/Certificates/everybody.v{format}.txt"), Year.In(format, School49.Parameters).Text);

    [Fact]
    public void Are_issued_in_the_last_and_found_by_their_first_line()
    {
        Assert.Equal("mentorshipflow certificate v3", CertificateFormats.Current.Name);
        Assert.StartsWith("mentorshipflow certificate v3\n", Year.Issued(School49.Parameters).Text, StringComparison.Ordinal);
        Assert.True(CanonicalJson.IsCanonical(Year.Issued(School49.Parameters).Json));
    }

    [Fact]
    public void Speak_of_no_other_format() => Assert.DoesNotMatch("формат[а-я]* v|v[12]", Year.Issued(School49.Parameters).Text);

    [Fact]
    public void Have_words_for_every_event_of_a_programme() =>
        Assert.All(EventCodec.Names.Where(name => typeof(ProgrammeEvent).IsAssignableFrom(EventCodec.TypeOf(name))), name => Assert.NotEqual(name, EventWords.Of(name)));

    // Formats 1 and 2 show the stand that was annulled by mistake as absent, and the regulation as replaced.
    [Fact]
    public void Read_that_a_document_was_put_in_force_again_since_the_third()
    {
        Assert.Equal("отсутствует; заменено или отменено: 1", Year.In(2, School49.Parameters).Value("9. Наличие стендов"));
        Assert.Equal("есть: 1", Year.In(3, School49.Parameters).Value("9. Наличие стендов"));
        Assert.Equal("2", Year.In(3, School49.Parameters).Section(1).Value("Положение"));
    }
}
