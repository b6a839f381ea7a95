using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using MentorshipFlow.Papers;
using MentorshipFlow.Workflows.Papers;
using UglyToad.PdfPig;

namespace MentorshipFlow.System.Tests.Papers;

/// <summary>Every paper of a golden year in every format.</summary>
public sealed partial class A_printed_paper
{
    private static readonly DateOnly Day = new(2021, 9, 1);

    public static TheoryData<PaperKind> All => [.. Enum.GetValues<PaperKind>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Is_a_valid_document_with_every_word_filled(PaperKind kind)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(Print(kind, PaperFormat.Docx)), false);

        Assert.Equal([], new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document, TestContext.Current.CancellationToken)
            .Select(e => $"{e.Path?.XPath}: {e.Description}"));
        Assert.DoesNotMatch(@"\{\{|\}\}", document.MainDocumentPart!.Document!.InnerText);
        Assert.Contains("Роща", document.MainDocumentPart.Document.InnerText, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Has_the_same_bytes_for_the_same_history(PaperKind kind) =>
        Assert.All(PaperPrinter.Formats(kind), format => Assert.Equal(Print(kind, format), Print(kind, format)));

    [Theory]
    [MemberData(nameof(All))]
    public void Gives_its_Russian_back_from_a_tagged_PDF_with_embedded_fonts(PaperKind kind)
    {
        var file = Print(kind, PaperFormat.Pdf);
        var raw = Encoding.Latin1.GetString(file);
        using var pdf = PdfDocument.Open(file);
        var shown = Letters(string.Concat(pdf.GetPages().SelectMany(p => p.Letters).Select(l => l.Value)));

        // The headings of a table stand on each of its pages.
        var (docx, headings) = (Letters(TextOf(Print(kind, PaperFormat.Docx))).Replace("τ", "тау", StringComparison.Ordinal),
            Headings(kind));
        Assert.Equal(headings.Aggregate(docx, Without), headings.Aggregate(shown, Without));
        Assert.Contains("<pdfaid:part>1<", raw, StringComparison.Ordinal);
        Assert.Contains("/Lang", raw, StringComparison.Ordinal);
        Assert.Contains("/StructTreeRoot", raw, StringComparison.Ordinal);
        // Each font has its file, and no font of the reader's machine is asked for.
        Assert.Equal(FontNamed().Count(raw), FontFile().Count(raw));
        Assert.All(FontNamed().Matches(raw), font => Assert.StartsWith("MFPAP", font.Groups["name"].Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_the_clauses_that_it_has()
    {
        var text = TextOf(Print(PaperKind.IntroductionOrder, PaperFormat.Docx));
        var clauses = Clause().Matches(text).Select(m => int.Parse(m.Groups["n"].Value, null)).ToList();

        Assert.InRange(clauses.Count, 5, 9);
        Assert.Equal(Enumerable.Range(1, clauses.Count), clauses);
    }

    [Fact]
    public void Never_fills_a_value_a_second_time_and_leaves_no_character_out()
    {
        var (request, sources) = YearOnPaper.Of(PaperKind.CuratorOrder);
        var sheets = Paper.Of(request, sources with { Person = _ => new("Берёза {{дата}} 🌲 <b>&\u2011") }).Sheets;

        Assert.Contains("Берёза {{дата}} 🌲 <b>&", TextOf(Print(PaperKind.CuratorOrder, PaperFormat.Docx, sheets)),
            StringComparison.Ordinal);
        using var pdf = PdfDocument.Open(Print(PaperKind.CuratorOrder, PaperFormat.Pdf, sheets));
        Assert.Contains("U+1F332<b>&-", string.Concat(pdf.GetPages().SelectMany(p => p.Letters).Select(l => l.Value))
            .Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_each_person_a_sheet_of_their_own()
    {
        using var pdf = PdfDocument.Open(Print(PaperKind.FamilySlip, PaperFormat.Pdf));
        var (request, sources) = YearOnPaper.Of(PaperKind.FamilySlip);

        Assert.Equal(Paper.Of(request, sources).Sheets.Count, pdf.NumberOfPages);
        Assert.True(pdf.NumberOfPages > 3);
    }

    [Fact]
    public void Repeats_the_headings_of_a_table_on_every_page()
    {
        using var pdf = PdfDocument.Open(Print(PaperKind.Roadmap, PaperFormat.Pdf));
        Assert.All(pdf.GetPages(), page => Assert.Contains("Содержаниедеятельности",
            string.Concat(page.Letters.Select(l => l.Value)).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.InRange(pdf.NumberOfPages, 2, 20);
    }

    [Fact]
    public void Has_both_bases_as_sheets_of_a_workbook()
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(Print(PaperKind.BasesRegister, PaperFormat.Xlsx)), false);

        Assert.Equal(["Наставляемые", "Наставники"], book.WorkbookPart!.Workbook!.Sheets!
            .Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(s => s.Name!.Value));
        Assert.Empty(new OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken));
    }

    internal static byte[] Print(PaperKind kind, PaperFormat format, IReadOnlyList<PaperSheet>? sheets = null)
    {
        var (request, sources) = YearOnPaper.Of(kind);
        var printed = PaperPrinter.Print(sheets ?? Paper.Of(request, sources).Sheets, PaperTemplates.Shipped(kind), format, "Бумага", Day);
        Assert.Equal([], printed.Lacks);
        return printed.Content;
    }

    internal static string TextOf(byte[] docx)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(docx), false);
        return string.Join('\n', document.MainDocumentPart!.Document!.Descendants<DocumentFormat.OpenXml.Wordprocessing.Paragraph>()
            .Select(p => p.InnerText));
    }

    private static string Without(string text, string heading) => text.Replace(heading, "", StringComparison.Ordinal);

    private static List<string> Headings(PaperKind kind)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(Print(kind, PaperFormat.Docx)), false);
        return [.. document.MainDocumentPart!.Document!.Descendants<DocumentFormat.OpenXml.Wordprocessing.TableRow>()
            .Where(r => r.Descendants<DocumentFormat.OpenXml.Wordprocessing.TableHeader>().Any()).Select(r => Letters(r.InnerText))];
    }

    // Spaces and line ends are the layout's, digits also number the pages.
    private static string Letters(string text) => new([.. text.Where(c => !char.IsWhiteSpace(c) && !char.IsDigit(c))]);

    [GeneratedRegex(@"/FontName/(?<name>[^\s/]+)")]
    private static partial Regex FontNamed();

    [GeneratedRegex("/FontFile2 ")]
    private static partial Regex FontFile();

    [GeneratedRegex(@"(?m)^(?<n>[0-9]+)\. ")]
    private static partial Regex Clause();
}
