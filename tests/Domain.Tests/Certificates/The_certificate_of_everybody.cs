using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class The_certificate_of_everybody
{
    private static readonly History Year = Everybody.Year();

    [Fact]
    public void Is_this_text_byte_for_byte() => Assert.Equal(
        TargetModel.Expected("tests/Domain.Tests/Certificates/everybody.certificate.txt", Year.Certificate(School49.Parameters).Text),
        Year.Certificate(School49.Parameters).Text);

    [Fact]
    public void Has_canonical_json() => Assert.True(CanonicalJson.IsCanonical(Year.Certificate(School49.Parameters).Json));

    [Fact]
    public void Shows_a_document_that_was_put_in_force_again_as_in_force()
    {
        Assert.Equal("есть: 1", Year.Certificate(School49.Parameters).Value("9. Наличие стендов"));
        Assert.Equal("2", Year.Certificate(School49.Parameters).Section(1).Value("Положение"));
    }
}
