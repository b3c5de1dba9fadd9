using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Cmae.MLNet.Samples.Tool.Reporting.Charts;

/// <summary>Line charts as SVG that takes its colors from the page, so that it is legible in a light and in a dark theme.</summary>
internal static partial class LineChart
{
    private const int Width = 380, Height = 250;

    // Fixed: the page's font is wider than the one that OxyPlot measures with.
    private static readonly OxyThickness s_margins = new(60, 10, 18, 42);

    // Stand-ins for the colors of the page: OxyPlot knows fixed colors only.
    private static readonly (OxyColor StandIn, string Css)[] s_colors =
    [
        (OxyColor.FromRgb(1, 2, 3), "var(--ink)"),
        (OxyColor.FromRgb(1, 2, 4), "var(--rule)"),
        (OxyColor.FromRgb(1, 2, 5), "var(--curve-1)"),
        (OxyColor.FromRgb(1, 2, 6), "var(--curve-2)"),
        (OxyColor.FromRgb(1, 2, 7), "var(--curve-3)"),
    ];

    private static OxyColor Ink => s_colors[0].StandIn;

    private static OxyColor Rule => s_colors[1].StandIn;

    /// <summary>Draws curves over one axis.</summary>
    /// <param name="title">What the figure shows, for its caption.</param>
    /// <param name="description">The same in a sentence, with figures, for those who cannot see it.</param>
    /// <param name="xTitle">What the horizontal axis counts.</param>
    /// <param name="range">Ends of the vertical axis; null, or NaN for one of them, to fit the curves.</param>
    /// <param name="curves">At most three, told apart by dashes as well as by color.</param>
    /// <returns>A figure element; empty where no curve has a point.</returns>
    public static string Draw(
        string title, string description, string xTitle, (double From, double To)? range, params IReadOnlyList<Curve> curves)
    {
        Curve[] drawn = [.. curves.Where(curve => curve.Points.Count > 0)];
        if (drawn.Length == 0)
            return "";
        var model = new PlotModel
        {
            TextColor = Ink,
            PlotAreaBorderColor = Rule,
            DefaultFontSize = 13,
            Background = OxyColors.Undefined,
            PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1),
            PlotMargins = s_margins,
        };
        model.Axes.Add(Axis(AxisPosition.Bottom, xTitle, null));
        model.Axes.Add(Axis(AxisPosition.Left, null, range));
        foreach ((int index, Curve curve) in drawn.Index())
            model.Series.Add(Line(curve, index));
        string svg = new SvgExporter { Width = Width, Height = Height, IsDocument = false }.ExportToString(model);
        string chart = Themed(ClipPath().Replace(svg, $"clip-{NameOf(title)}-"), description);
        return $"<figure class=\"chart\">{chart}<figcaption>{WebUtility.HtmlEncode(title)}{Legend(drawn)}</figcaption></figure>";
    }

    /// <summary>What is what, where there are several curves.</summary>
    private static string Legend(Curve[] curves) => curves.Length < 2
        ? ""
        : "<ul class=\"legend\">" + string.Concat(curves.Select((curve, index) =>
            $"<li><span style=\"background:var(--curve-{index + 1})\"></span>{WebUtility.HtmlEncode(curve.Name)}</li>")) + "</ul>";

    private static LinearAxis Axis(AxisPosition position, string? title, (double From, double To)? range)
    {
        var axis = new LinearAxis
        {
            Position = position,
            Title = title,
            TextColor = Ink,
            TitleColor = Ink,
            TicklineColor = Rule,
            MajorGridlineColor = Rule,
            MajorGridlineStyle = position == AxisPosition.Left ? LineStyle.Solid : LineStyle.None,
            MinorTickSize = 0,
            MaximumPadding = position == AxisPosition.Left ? 0.05 : 0,
            MinimumPadding = position == AxisPosition.Left ? 0.05 : 0,
        };
        if (range is { } fixedRange)
            (axis.Minimum, axis.Maximum) = fixedRange;
        return axis;
    }

    private static LineSeries Line(Curve curve, int index)
    {
        OxyColor color = s_colors[2 + index].StandIn;
        var line = new LineSeries
        {
            Title = curve.Name,
            Color = color,
            StrokeThickness = 2,
            LineStyle = index switch { 0 => LineStyle.Solid, 1 => LineStyle.Dash, _ => LineStyle.Dot },
            MarkerType = curve.Points.Count <= 30 ? MarkerType.Circle : MarkerType.None,
            MarkerSize = 3,
            MarkerFill = color,
        };
        line.Points.AddRange(curve.Points.Select(point => new DataPoint(point.X, point.Y)));
        return line;
    }

    /// <summary>The picture in the page's colors and font, as wide as its place, with a description.</summary>
    private static string Themed(string svg, string description)
    {
        foreach ((OxyColor standIn, string css) in s_colors)
            svg = svg.Replace(
                string.Create(CultureInfo.InvariantCulture, $"rgb({standIn.R},{standIn.G},{standIn.B})"), css, StringComparison.Ordinal);
        string tag = $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" "
            + $"aria-label=\"{WebUtility.HtmlEncode(description)}\">";
        return FontFamily().Replace(OpeningTag().Replace(svg[svg.IndexOf("<svg", StringComparison.Ordinal)..], tag, 1), "");
    }

    /// <summary>A name for a chart's clip paths: the names of a page's charts must differ.</summary>
    private static string NameOf(string title) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(title)).AsSpan(0, 4));

    [GeneratedRegex("clipPath(?=[0-9])")]
    private static partial Regex ClipPath();

    [GeneratedRegex("<svg[^>]*>")]
    private static partial Regex OpeningTag();

    [GeneratedRegex(" ?font-family(=\"[^\"]*\"|:[^;\"]*;?)")]
    private static partial Regex FontFamily();
}
