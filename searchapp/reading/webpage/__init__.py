"""What is the article of a web page, and what does the page say of it?"""
