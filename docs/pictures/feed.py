"""An RSS feed of the one article in a page. Usage: feed.py PAGE [PICTURE]"""
import html
import re
import sys

page = open(sys.argv[1], encoding="utf-8").read()
title = re.search("<h1>(.*?)</h1>", page, re.S).group(1)
body = "".join(re.findall("<p>.*?</p>", page, re.S))
picture = "".join(f'<enclosure url="{url}" type="image/jpeg" length="1"/>' for url in sys.argv[2:])
print(
    f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>ميناء الرمل</title><link>https://port.example/</link>
<description/><language>ar</language><item><title>{title}</title>
<link>https://port.example/1</link><guid>https://port.example/1</guid>{picture}
<description>{html.escape(body)}</description></item></channel></rss>"""
)
