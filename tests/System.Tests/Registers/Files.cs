using System.IO.Compression;
using System.Text;
using MentorshipFlow.Definitions;
using MentorshipFlow.Workflows.Registers;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.System.Tests.Registers;

/// <summary>Files in the forms that schools use.</summary>
internal static class Files
{
    public const string Header = "№;ФИО наставляемого;Дата рождения;Класс;Форма наставничества;Основной запрос наставляемого;Телефон";

    public static readonly DateOnly Today = new(2021, 10, 15);

    static Files() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Windows => Encoding.GetEncoding(1251);

    public static IReadOnlyList<FormDefinition> Forms { get; } = DefinitionLibrary.Read(DefinitionLibrary.Shipped.First()).Forms;

    public static RegisterReading Mentees(string csv, Encoding? encoding = null) =>
        Read(RegisterKind.Mentees, (encoding ?? new UTF8Encoding(false)).GetBytes(csv));

    public static RegisterReading Mentors(string csv) => Read(RegisterKind.Mentors, Encoding.UTF8.GetBytes(csv));

    public static RegisterReading Read(RegisterKind kind, byte[] file) => Read(kind, file, Today);

    public static RegisterReading Read(RegisterKind kind, byte[] file, DateOnly today, ColumnMapping? mapping = null) =>
        new RegisterReader(kind, Forms, today, mapping).Read(Book(file), TestContext.Current.CancellationToken);

    public static Workbook Book(byte[] file) => WorkbookReader.Read(file, TestContext.Current.CancellationToken);

    /// <summary>Numbers of the columns with an unknown heading, from 1.</summary>
    public static IEnumerable<int> Unknown(RegisterReading reading) =>
        reading.Sheets[0].Columns.Where(c => c.Meaning is null && (c.Heading.Length > 0 || c.Samples.Count > 0)).Select(c => c.Column);

    public static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
