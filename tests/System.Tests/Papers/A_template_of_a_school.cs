using System.IO.Compression;
using System.Text;
using MentorshipFlow.Papers;
using MentorshipFlow.Workflows.Papers;

namespace MentorshipFlow.System.Tests.Papers;

/// <summary>Templates as schools change them.</summary>
public sealed class A_template_of_a_school
{
    private const PaperKind Order = PaperKind.CuratorOrder;

    [Fact]
    public void Is_without_fault_as_shipped() =>
        Assert.All(Enum.GetValues<PaperKind>(), kind => Assert.Equal([], PaperTemplates.Faults(kind, PaperTemplates.Shipped(kind).Docx)));

    [Theory]
    [InlineData("{{куратор}}", "{{кураторша}}", "template-word-unknown", "кураторша")]
    [InlineData("{{куратор}}", "{{куратор", "template-braces-open", "{{куратор")]
    [InlineData("{{куратор}}", "{{пары.наставник}}", "template-word-unknown", "пары.наставник")]
    public void Is_refused_with_the_place_of_its_fault(string old, string changed, string what, string where)
    {
        var fault = PaperTemplates.Faults(Order, Changed(old, changed))[0];

        Assert.Equal(what, fault.What);
        Assert.Matches("^[0-9]+ ", fault.Where);
        Assert.Contains(where, fault.Where, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("нет"), InlineData("PK\u0003\u0004")]
    public void Is_refused_when_it_is_no_document(string content) =>
        Assert.Equal("template-not-docx", Assert.Single(PaperTemplates.Faults(Order, Encoding.UTF8.GetBytes(content))).What);

    /// <summary>Word processors cut a word into pieces when somebody has typed in the middle of it.</summary>
    [Fact]
    public void May_have_its_words_cut_into_runs()
    {
        var cut = Changed("{{куратор}}", "{{кур</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>атор}}");

        Assert.Equal([], PaperTemplates.Faults(Order, cut));
        Assert.Contains(YearOnPaper.Name(Curator()), A_printed_paper.TextOf(Filled(cut, PaperFormat.Docx).Content),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Has_no_PDF_when_it_has_a_part_that_a_PDF_does_not_show()
    {
        var drawn = Changed("<w:body>", "<w:body><w:p><w:r><w:pict/></w:r></w:p>");

        Assert.Equal([], PaperTemplates.Faults(Order, drawn));
        Assert.Equal(("template-part-not-in-pdf", "pict"), (Filled(drawn, PaperFormat.Pdf).Lacks[0].What, Filled(drawn, PaperFormat.Pdf)
            .Lacks[0].Where));
        Assert.Empty(Filled(drawn, PaperFormat.Docx).Lacks);
    }

    private static Guid Curator() => YearOnPaper.Of(Order).Sources.State.Preparation.Curators[^1].Person;

    private static PrintedPaper Filled(byte[] docx, PaperFormat format)
    {
        var (request, sources) = YearOnPaper.Of(Order);
        return PaperPrinter.Print(Paper.Of(request, sources).Sheets, new(Order, docx, true), format, "Приказ", null);
    }

    internal static byte[] Changed(string old, string changed)
    {
        using var result = new MemoryStream();
        result.Write(PaperTemplates.Shipped(Order).Docx);
        using (var zip = new ZipArchive(result, ZipArchiveMode.Update, leaveOpen: true))
        {
            var part = zip.GetEntry("word/document.xml")!;
            string xml;
            using (var reader = new StreamReader(part.Open())) xml = reader.ReadToEnd();
            Assert.Contains(old, xml, StringComparison.Ordinal);
            part.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("word/document.xml").Open());
            writer.Write(xml.Replace(old, changed, StringComparison.Ordinal));
        }

        return result.ToArray();
    }
}
